"""How a class is checked, for instructors: submissions in, tables and a page for each student out. Linux only."""
