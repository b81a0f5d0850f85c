"""Settings, addresses, and the pages that gather from every room."""
