"""What pages are made of: components, the crispy form pack, the gallery."""
