"""Stories: found figures, read, settled against the record of the story's own day, and explained."""
