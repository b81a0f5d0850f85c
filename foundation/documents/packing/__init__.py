"""Papers become one pack: pages, tags, marks, links and outline."""
