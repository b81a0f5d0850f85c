"""The floor every subject room stands on."""
