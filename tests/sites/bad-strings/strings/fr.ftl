# Ours.
home = Accueil

feed Flux
menu = Menu { $x
