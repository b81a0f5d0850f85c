"""Who is told of what is published: set times, circulation, export, evidence."""
