"""The door for people: pages, figures and components, all of them local."""
