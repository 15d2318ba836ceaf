"""The things of a town, each drawn at the origin of its stage; a grown-up is 100 units tall, one unit is 1.7 cm."""
