"""leakscan over real files, compared with what is known to be in them; nothing of the files is in this project."""
