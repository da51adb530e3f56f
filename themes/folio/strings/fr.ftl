# Les mots du site en français. Le format est Fluent : https://projectfluent.org
# Un site remplace un message en le nommant dans son propre strings/fr.ftl.
# Les espaces devant « : », « ? », « % » et après les nombres sont insécables.

## Autour de chaque page

skip-to-content = Aller au contenu
navigation = Navigation principale
breadcrumbs = Vous êtes ici
languages = Langues
search = Rechercher
search-hint = Un mot, un lieu, un objectif
home = Accueil
contents = Sur cette page
feed = Flux Atom
feed-of = Flux Atom : { $title }
feed-all = Toutes les fiches
as-of = Situation au { $date }
edit-page = Modifier cette page
more = Plus
show-all = Tout afficher
menu = Menu
more-places = Autres pages
licence = Licence des textes
as-of-label = Situation au

## Listes et leurs pages

page-n-of-m = Page { $page } sur { $pages }
pages = Pages
previous = Précédent
next = Suivant
pages-in-order = Toutes les pages
pages-beside = Pages précédente et suivante
none-yet = Rien pour l’instant
newest = Nouveautés et modifications
due-next = Prochaines échéances
gaps-explained = Aucune fiche n’a encore été enregistrée pour ces termes.
and-more = et { $count } de plus
entries-count =
    { $count ->
        [0] Aucune fiche
        [one] { $count } fiche
       *[other] { $count } fiches
    }
commitments-count =
    { $count ->
        [one] { $count } engagement
       *[other] { $count } engagements
    }
practices-count =
    { $count ->
        [one] { $count } pratique
       *[other] { $count } pratiques
    }
skills-partnerships-count =
    { $count ->
        [one] { $count } partenariat axé sur les compétences
       *[other] { $count } partenariats axés sur les compétences
    }
agreements-count =
    { $count ->
        [one] { $count } accord
       *[other] { $count } accords
    }
milestones-late = { $count } en retard
milestones-reached =
    { $count ->
        [one] { $done } étape franchie sur { $count }
       *[other]
            { $done ->
                [one] { $done } étape franchie sur { $count }
               *[other] { $done } étapes franchies sur { $count }
            }
    }

## Types de fiches : une, puis plusieurs

kind-commitment = Engagement
kind-practice = Pratique
kind-skills-partnership = Partenariat axé sur les compétences
kind-agreement = Accord
kind-page = Page
kinds-commitment = Engagements
kinds-practice = Pratiques
kinds-skills-partnership = Partenariats axés sur les compétences
kinds-agreement = Accords
kinds-page = Pages
# Ce qui se lit à côté d’un nombre de fiches d’un type.
kinds-counted-commitment =
    { $count ->
        [one] Engagement
       *[other] Engagements
    }
kinds-counted-practice =
    { $count ->
        [one] Pratique
       *[other] Pratiques
    }
kinds-counted-skills-partnership =
    { $count ->
        [one] Partenariat axé sur les compétences
       *[other] Partenariats axés sur les compétences
    }
kinds-counted-agreement =
    { $count ->
        [one] Accord
       *[other] Accords
    }
kinds-counted-page =
    { $count ->
        [one] Page
       *[other] Pages
    }
section-kinds = Types de fiches
kind-commitment-summary = Ce que quelqu’un a promis, ou est invité à promettre.
kind-practice-summary = Ce qui se fait déjà, ce que cela a coûté, et dans quelle mesure on sait que cela fonctionne.
kind-skills-partnership-summary = Une formation dans un pays pour un emploi dans un autre, conçue et financée en commun.
kind-agreement-summary = Ce que des parties ont signé, ou ce dont elles discutent régulièrement.
kind-page-summary = Des textes sur le site lui-même.

## Axes : ceux du programme et ceux de nombreux sites

axis-levels = Niveaux
axis-sdg = Objectifs de développement durable
axis-regions = Régions
axis-countries = Pays
axis-occupations = Professions
axis-themes = Thèmes
axis-actors = Acteurs
axis-objectives = Objectifs
axis-groups = Groupes
axis-forums = Instances
axis-glossary = Glossaire

## États d’avancement. Autant que possible invariables : ils valent pour un engagement et pour une pratique.

status-proposed = À l’état de proposition
status-planned = En préparation
status-active = En cours
status-completed = A atteint son terme
status-stalled = À l’arrêt
status-withdrawn = Retrait
status-negotiating = En négociation
status-signed = Signé
status-in-force = En vigueur
status-suspended = Suspendu
status-ended = A pris fin

## Relations, chacune avec son inverse

relation-implements = Met en œuvre
relation-implements-inverse = Est mis en œuvre par
relation-part-of = Fait partie de
relation-part-of-inverse = Comprend
relation-supersedes = Remplace
relation-supersedes-inverse = Est remplacé par
relation-modelled-on = S’inspire de
relation-modelled-on-inverse = Sert de modèle à
relation-related = Voir aussi
relation-related-inverse = Voir aussi

## Titres des sections

section-facts = En bref
section-road-map = Feuille de route
section-reviews = Examens
section-needs = Besoins
section-offers = Offres
section-results = Résultats
section-parties = Parties
section-relations = Relations
section-sources = Sources
section-references = Références
section-mentions = Mentionné par
section-figures = Chiffres
section-narrower = Termes plus précis
section-broader = Terme plus général
section-related-terms = Termes apparentés
section-gaps = Ce qui manque ici

## Intitulés des champs

field-kind = Type
field-status = État
field-level = Niveau
field-sdg = Objectifs de développement durable
field-countries = Pays
field-led-by = Chef de file
field-partners = Partenaires
field-by = Pris par
field-beneficiaries = Bénéficiaires
field-period = Période
field-from = De
field-to = À
date = Date
field-date = Première publication
field-updated = Mise à jour
field-next-review = Prochain examen
field-due = Échéance
field-done = Réalisation
field-evidence = Éléments probants
field-forum = Instance
field-finding = Constat
field-note = Remarque
field-source = Source
field-type = Nature
field-amount = Montant
field-meets = Répond à
field-measure = Mesure
field-value = Valeur
field-unit = Unité
field-year = Année
field-disaggregation = Ventilation
field-implemented-by = Mise en œuvre par
field-place = Lieu
field-cost = Coût
field-origin = Pays d’origine
field-destination = Pays de destination
field-occupations = Professions
field-funded-by = Financement
field-training-in = Lieu de formation
field-qualification = Qualification
field-recognised-in = Reconnaissance dans
field-places-per-year = Places par an
field-track = Filière
field-adopted = Adoption
field-in-force = Entrée en vigueur
field-region = Région
field-depositary = Dépositaire
field-secretariat = Secrétariat
field-review-every = Périodicité des examens
field-party = Partie
field-signed = Signature
field-ratified = Ratification
field-party-in-force = Entrée en vigueur
undated = Oui, à une date non connue
field-withdrawn = Retrait
field-accessed = Consultation
field-paragraphs = Paragraphes
field-pages = Pages
field-title = Titre
field-regions = Régions
field-id = Identifiant
field-url = Adresse
field-key = Clé
field-currency = Monnaie
field-cite = Document
field-paras = Paragraphes
field-aliases = Anciens identifiants
field-extra = Autres données
entry-data = Cette fiche sous forme de données (JSON)
entry-markdown = Cette fiche en Markdown

## Valeurs des champs

finding-on-track = En bonne voie
finding-partly = Partiellement en bonne voie
finding-off-track = En retard sur l’objectif
finding-achieved = Objectif atteint
milestone-done = Franchie
milestone-due = À venir
milestone-overdue = En retard
milestone-dropped = N’est plus attendue
# Des besoins comme des offres.
support-funding = Financement
support-technical-assistance = Assistance technique
support-capacity = Renforcement des capacités
support-data = Données
support-partnership = Partenariat
need-open = Sans réponse
need-met = Une offre y répond
need-partly = Une offre y répond en partie
evidence-described = Description
evidence-monitored = Suivi
evidence-evaluated = Évaluation
evidence-replicated = Reproduction ailleurs
track-home = Sur place : les personnes formées restent
track-away = À l’étranger : les personnes formées peuvent partir
agreement-framework = Accord-cadre
agreement-free-movement = Libre circulation
agreement-labour-mobility = Mobilité de la main-d’œuvre
agreement-readmission = Réadmission
agreement-social-security = Sécurité sociale
agreement-qualification-recognition = Reconnaissance des qualifications
agreement-consultative-process = Processus consultatif
agreement-coalition = Coalition
agreement-other = Autre accord

## Catégories d’acteurs

actor-state-body = Organe de l’État
actor-city = Ville ou collectivité locale
actor-un-agency = Organisme des Nations Unies
actor-intergovernmental = Organisation intergouvernementale
actor-regional-organization = Organisation régionale
actor-trade-union = Syndicat
actor-employers = Organisation d’employeurs
actor-civil-society = Société civile
actor-academia = Université ou institut de recherche
actor-private-sector = Entreprise
actor-fund = Fonds ou banque

## Unités : ce qui suit un nombre. Ce qui vient après « unit- » est l’unité telle que les fiches l’écrivent.

unit-people =
    { $count ->
        [one] personne
       *[other] personnes
    }
unit-people-scaled = de personnes
unit-countries =
    { $count ->
       *[other] pays
    }
unit-States =
    { $count ->
        [one] État
       *[other] États
    }
unit-deaths =
    { $count ->
       *[other] décès
    }
unit-actions =
    { $count ->
        [one] mesure
       *[other] mesures
    }
unit-centres =
    { $count ->
        [one] centre
       *[other] centres
    }
unit-consultations =
    { $count ->
        [one] consultation
       *[other] consultations
    }
unit-entities =
    { $count ->
        [one] entité
       *[other] entités
    }
unit-pages =
    { $count ->
        [one] page
       *[other] pages
    }
unit-permits =
    { $count ->
       *[other] permis
    }
unit-pledges =
    { $count ->
        [one] promesse
       *[other] promesses
    }
unit-stakeholders =
    { $count ->
        [one] partie prenante
       *[other] parties prenantes
    }
unit-times =
    { $count ->
       *[other] fois
    }
unit-years =
    { $count ->
        [one] an
       *[other] ans
    }

## Dans les textes

callout-note = Note
callout-tip = Conseil
callout-important = Important
callout-warning = Avertissement
callout-caution = Attention
footnotes = Notes
footnote-back = Retour au texte
task-done = Fait
task-open = À faire
not-published = Pas encore publié

## Documents et leurs paragraphes

paragraph-n = Paragraphe { $number }
paragraph-bare = Aucune fiche ne s’appuie encore sur ce paragraphe.
locator-paragraph = par. { $numbers }
locator-paragraphs = par. { $numbers }
locator-page = p. { $numbers }
locator-pages = p. { $numbers }
paragraphs-covered =
    { $count ->
        [one] Des fiches s’appuient sur { $covered } paragraphe sur { $count }.
       *[other]
            { $covered ->
                [one] Des fiches s’appuient sur { $covered } paragraphe sur { $count }.
               *[other] Des fiches s’appuient sur { $covered } paragraphes sur { $count }.
            }
    }
works-outlined = Paragraphe par paragraphe
works-others = Toutes les autres sources
works-letters = Sources par première lettre
cited-in = Cité dans

## Pages particulières

not-found-title = Page introuvable
not-found-text = Il n’y a pas de page à cette adresse. Elle a peut-être été renommée, ou l’adresse contient une erreur.
not-found-ways = Les listes ci-dessous mènent à toutes les pages.
untranslated-notice =
    { $language ->
        [English] Cette page n’a pas été traduite en français. Elle est affichée en anglais.
       *[other] Cette page n’a pas été traduite en français. Elle est affichée dans la langue suivante : { $language }.
    }
untranslated-text-notice =
    { $language ->
        [English] Le texte n’a pas été traduit en français. Il est affiché en anglais.
       *[other] Le texte n’a pas été traduit en français. Il est affiché dans la langue suivante : { $language }.
    }
stale-translation-notice = L’original a été modifié (date : { $date }) depuis cette traduction. Il peut en dire plus.
read-original = Lire l’original
moved = Cette page a changé d’adresse

## Nombres. Un « billion » anglais est un milliard, un « trillion » anglais un billion.

number-million =
    { $number ->
        [one] { $number } million
       *[other] { $number } millions
    }
number-billion =
    { $number ->
        [one] { $number } milliard
       *[other] { $number } milliards
    }
number-trillion =
    { $number ->
        [one] { $number } billion
       *[other] { $number } billions
    }
number-percent = { $number } %
number-currency = { $amount } { $currency }

## Dates : « 1er janvier 2019 »

date-first-of-month = 1er

## Overviews: their names, and what each is

overview-explore = Explorer
overview-explore-summary = Trouver des fiches par mots, et les filtrer par type, niveau, thème, objectif et lieu.
overview-coverage = Couverture
overview-coverage-summary = Où il y a des fiches, et où il n’y en a pas encore.
overview-progress = Avancement
overview-progress-summary = Ce qui est fait, ce qui est attendu et ce qui est en retard, à une date donnée.
overview-needs = Besoins et offres
overview-needs-summary = Ce qui manque, ce qui est offert, et où les deux se sont rencontrés.
overview-places = Lieux
overview-places-summary = Chaque pays en une case de même taille, avec les fiches qui le concernent.
overview-parties = Qui a signé quoi
overview-parties-summary = Les accords et leurs parties : signature, ratification, entrée en vigueur.
overview-corridors = Couloirs de compétences
overview-corridors-summary = Où les partenariats axés sur les compétences forment des personnes, à quel métier, et où ce métier s’exerce.

## Explore

explore-filters = Filtres
explore-clear = Tout effacer
explore-none = Rien n’a été trouvé. Essayez des mots moins nombreux ou plus courts, ou retirez un filtre.
explore-unread = Les textes n’ont pas été consultés, seulement les titres et les résumés : un fichier ne s’est pas chargé. Modifiez les mots ou rechargez la page.
explore-found = Fiches trouvées
explore-remove = Retirer le filtre

## Coverage

coverage-by-levels = { $rows } par niveau
coverage-by-kinds = { $rows } par type
coverage-by-themes = { $rows } par thème
coverage-targets = Cibles de l’objectif { $number } : { $title }
coverage-reading = Un nombre mène à ses fiches. Une case hachurée n’en a encore aucune : c’est ce que ces tableaux veulent dire. Une fiche qui relève de plusieurs lignes ou colonnes compte dans chacune d’elles.
coverage-all = Total
coverage-message =
    { $count ->
        [one] Aucune fiche encore pour la seule combinaison.
       *[other] Aucune fiche encore pour { $empty } des { $count } combinaisons.
    }
coverage-full = Chaque combinaison a une fiche.
coverage-rows-left =
    { $count ->
        [one] Une ligne moins fournie n’est pas montrée : voir toutes
       *[other] { $count } lignes moins fournies ne sont pas montrées : voir toutes
    }
coverage-columns-left =
    { $count ->
        [one] Une colonne moins fournie n’est pas montrée : voir toutes
       *[other] { $count } colonnes moins fournies ne sont pas montrées : voir toutes
    }
coverage-bare = Encore rien du tout : { $names }.
list-separator = {", "}


## Progress

progress-explained = Ces nombres reprennent ce que disent les fiches et leurs examens ; aucun n’est une note.
progress-overdue = Étapes en retard
progress-done = Étapes franchies
progress-due = Étapes à venir
progress-reviewed = Engagements examinés
progress-late-reviews = Examens en retard
progress-silent = Sans compte rendu
progress-silent-says = Sans compte rendu : engagements dont aucune étape n’est franchie et qui n’ont encore fait l’objet d’aucun examen.
progress-counts = Engagements et leurs étapes seulement. Un engagement qui relève de plusieurs lignes compte dans chacune d’elles, et une seule fois dans la dernière.

## Needs and offers

needs-sums = Montants par monnaie
needs-currency = Monnaie
needs-open = Besoins non couverts
needs-offers-free = Offres pour tout besoin

## Places

places-message =
    { $named ->
        [one] { $named } pays sur { $count } a une fiche.
       *[other] { $named } pays sur { $count } ont une fiche.
    }
places-map = Carte du monde, chaque pays en une case de même taille
places-regions = Pays par région
places-tile = { $country } : { $entries }
places-range = de { $from } à { $to } fiches


## Parties

## Corridors

## Terms

section-counts = Répartition des fiches
section-neighbours = Souvent avec
counts-kind = Par type
counts-status = Par état
numbered-goal = ODD { $number }
numbered-target = Cible { $number }
numbered-objective = Objectif { $number }
meaning-goal = Objectif { $number } parmi les 17 objectifs de développement durable ; son texte complet figure dans la résolution 70/1 de l’Assemblée générale des Nations Unies.
meaning-target = Cible { $number } de l’objectif de développement durable { $goal }, en quelques mots ; son texte complet figure dans la résolution 70/1 de l’Assemblée générale des Nations Unies.
meaning-country = Codes : { $long } et { $short } dans la norme ISO 3166-1, { $m49 } dans la norme M49 des Nations Unies.
meaning-region = Région de la norme M49 des Nations Unies, où elle porte le code { $m49 }.
meaning-occupation-1 = Grand groupe { $code } de la CITP-08, la Classification internationale type des professions.
meaning-occupation-2 = Sous-grand groupe { $code } de la CITP-08, la Classification internationale type des professions.
meaning-occupation-3 = Sous-groupe { $code } de la CITP-08, la Classification internationale type des professions.
meaning-occupation-4 = Groupe de base { $code } de la CITP-08, la Classification internationale type des professions.
strip-title = Paragraphes avec et sans fiches
paragraphs-bare =
    { $count ->
        [0] Chaque paragraphe a une fiche qui s’y appuie.
        [one] { $count } paragraphe sans fiche : aucune ne s’y appuie encore.
       *[other] { $count } paragraphes sans fiche : aucune ne s’y appuie encore.
    }
strip-section = { $covered } sur { $count }
strip-filled = une fiche s’y appuie
strip-bare = aucune fiche

## Look

# What stands between a label and its value.
colon = {" :"}
# What stands between two words of a list.
comma = {", "}
scheme-dark = Couleurs sombres
status-since =
    { $precision ->
        [day] { $status } depuis le { $date }
       *[other] { $status } depuis { $date }
    }
status-until = { $status }, { $date }
period-between = { $from } – { $to }
period-from =
    { $precision ->
        [day] à partir du { $from }
       *[other] dès { $from }
    }
period-to =
    { $precision ->
        [day] jusqu’au { $to }
       *[other] jusqu’en { $to }
    }
corridor-title = D’où, vers où et pour quel travail
corridor-says = Depuis : { $from }. Vers : { $to }. Travail : { $work }.
corridor-says-ends = Depuis : { $from }. Vers : { $to }.
corridors-by-occupation = Par profession
corridors-by-partnership = Par partenariat
years-title = Année par année
years-counts = Étapes et examens des fiches de toute nature : ce qui est fait compte dans l’année où cela a été fait, tout le reste dans l’année où il est attendu. Les examens qui ont eu lieu ne sont pas comptés.
years-says = Étapes et examens. Accomplis : { $done }. En retard : { $overdue }. À venir : { $due }.
years-before = avant { $year }
years-after = après { $year }
duration-years =
    { $count ->
        [one] { $count } an
       *[other] { $count } ans
    }
duration-months = { $count } mois
duration-weeks =
    { $count ->
        [one] { $count } semaine
       *[other] { $count } semaines
    }
duration-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }

## Metadata

metadata-dataset = Toutes les fiches de ce site avec leurs données, ses vocabulaires et les paragraphes sur lesquels les fiches s’appuient, sous forme de données.
metadata-axis = { $title } : { $names }.
metadata-term = { $axis } : { $title }. { $entries }, avec les paragraphes à l’appui.
metadata-sources = Tous les documents que citent les fiches, avec les fiches qui s’appuient sur eux.
metadata-figures = Tous les chiffres que les fiches emploient, avec leur unité, leur année et leur source.
metadata-glossary = Les mots que les fiches emploient, et ce qu’ils veulent dire.

## Calendar

overview-calendar = Calendrier
overview-calendar-summary = Ce qui a eu lieu et ce qui est à venir, par année et par mois.
calendar-upcoming = À venir
calendar-past = Passé
calendar-milestone = Étape
calendar-review = Examen
calendar-begins = Début
calendar-began = A commencé
calendar-ends = Fin
calendar-ended = A pris fin
calendar-enters-into-force = Entre en vigueur
calendar-entered-into-force = Est entré en vigueur
calendar-some-time = Courant { $date }
calendar-left-out =
    { $count ->
        [one] { $count } date plus éloignée n’y figure pas. Elle est sur le site.
       *[other] { $count } dates plus éloignées n’y figurent pas. Elles sont sur le site.
    }
calendar-of = { $what } : { $of }
calendar-joined = { $what } – { $of }
calendar-file = Ajouter ces dates à votre agenda (iCalendar)
calendar-file-of = Calendrier : { $title }
dates-count =
    { $count ->
        [one] { $count } date
       *[other] { $count } dates
    }
follow = Suivre

## Citations

cite-entry = Citer cette fiche
cite-copy = Copier
cite-copied = Copié
cite-files = Pour les logiciels de gestion bibliographique :
export-references-bib = Toutes les fiches et tous les documents, tels que les lisent LaTeX et les logiciels de gestion bibliographique.
export-references-json = Toutes les fiches et tous les documents, tels que les lisent Zotero, Pandoc et d’autres logiciels qui citent.

## Open data

overview-data = Données ouvertes
overview-data-summary = Tout ce que contient ce site, en tableaux et en fichiers pour programmes, avec leur description.
data-promise = Tous les fichiers proviennent de la même source que les pages, au même instant. Identifiants et adresses ne changent pas. Aucun ne contient de brouillons ; les pages sur le site lui-même n’y sont pas.
data-licence = Licence
data-publisher = Publié par
data-changed = Dernière modification d’une fiche
data-entries = Fiches
data-file = Fichier
data-holds = Contenu
data-rows =
    { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
data-size = Nombre
data-format = Format
data-schema = Décrit par
data-example = Le début :
data-tables = Tableaux
data-tables-about = Pour les tableurs et les logiciels de statistique : CSV en UTF-8, avec les noms en première ligne. Les listes dans une cellule sont séparées par un point-virgule et une espace. Une cellule qu’un tableur prendrait pour une formule commence par une apostrophe. Les tableaux se relient par les identifiants des fiches et des termes ; un tableau sans ligne est omis.
data-database = Base de données
data-database-about = Pour interroger les données : toutes les tables ci-dessus avec leurs clés, et les textes des fiches dans toutes les langues, chacune avec un index plein texte, en un seul fichier SQLite. Chaque table et chaque colonne dit ce qu’elle signifie : dans le fichier, et dans le SQL qui l’accompagne.
data-json = JSON
data-json-about = Pour les programmes : tout en trois fichiers, sous les noms qu’écrivent les rédacteurs et rédactrices. Chaque fiche a aussi son propre fichier, index.json, à côté de sa page. La version augmente quand un champ change de sens ou disparaît.
data-linked = Données liées
data-linked-about = Pour relier les données de plusieurs sites : les mêmes énoncés en Turtle et en JSON-LD (RDF 1.1). Les vocabulaires sont en SKOS, avec des correspondances exactes pour les objectifs, les pays et les régions ; les accords suivent ELI, les sources PROV, le jeu de données DCAT, le reste schema.org et les mots de ce site. Chaque chose a pour adresse celle de sa page.
export-site-ttl = Toutes les fiches, les vocabulaires et les documents, en Turtle
export-site-jsonld = Les mêmes, en JSON-LD
export-ontology-ttl = Les mots de ce site : classes et propriétés, avec leur sens
export-shapes-ttl = Formes SHACL : à quoi ressemblent les énoncés
export-dcat-ttl = Le jeu de données et ses fichiers, en DCAT
data-reading = Accès
data-reading-about = Pour les lecteurs de flux, ainsi que pour les modèles de langage et tous ceux qui lisent par machine. À côté de la page de chaque fiche se trouve index.md : ses données et son texte en Markdown.
export-feeds-opml = Tous les flux, à importer dans un lecteur
export-feed-xml = Les fiches les plus récentes dans cette langue, pour un lecteur de flux. Chaque terme a son propre flux
export-calendar-ics = Les échéances et ce qui est passé, pour un logiciel d’agenda. Les termes ont leurs propres calendriers
export-llms-txt = Ce qu’est le site et où se trouvent ses parties, comme le propose llmstxt.org
llms-about = Les liens ci-dessous mènent à du Markdown lorsqu’il y en a ; les fichiers de données contiennent tout. Aucun ne contient de brouillons.
llms-more =
    { $count ->
        [one] { $count } autre se trouve dans les fichiers de données
       *[other] { $count } autres se trouvent dans les fichiers de données
    }
data-schemas = Descriptions
data-schemas-about = Ce que signifient les colonnes et les champs, pour les personnes et pour les programmes qui vérifient.
export-entries-csv = Toutes les fiches, avec les champs communs à tous les types
export-commitments-csv = Les engagements, avec tous leurs champs
export-practices-csv = Les pratiques, avec tous leurs champs
export-skills-partnerships-csv = Les partenariats axés sur les compétences, avec tous leurs champs
export-agreements-csv = Les accords, avec tous leurs champs
export-milestones-csv = Les étapes : ce qui doit être atteint, pour quand, et quand ce fut fait
export-reviews-csv = Les examens : ce qui a été constaté, où, et qui le dit
export-parties-csv = Les parties aux accords : signature, ratification, entrée en vigueur
export-results-csv = Les résultats : ce qui a été mesuré, pour qui
export-needs-csv = Les besoins
export-offers-csv = Les offres, et les besoins auxquels elles répondent
export-sources-csv = Les sources des fiches, avec paragraphes et pages
export-relations-csv = Les relations entre fiches, vues des deux côtés
export-mentions-csv = Quelle fiche mentionne quelle autre dans son texte
export-entry-terms-csv = Quelle fiche nomme quel terme, dans quel champ
export-entry-parties-csv = Quelle fiche nomme quel acteur, pays ou groupe, dans quel champ
export-translations-csv = Titres et résumés dans d’autres langues
export-translated-parts-csv = Textes des étapes, examens, besoins, offres et résultats dans d’autres langues
export-terms-csv = Tous les termes de tous les vocabulaires
export-axes-csv = Les vocabulaires
export-works-csv = La bibliographie
export-paragraphs-csv = Quelle fiche s’appuie sur quel paragraphe d’un document
export-figures-csv = Les chiffres, avec leurs sources
export-site-sqlite = Toutes les tables et tous les textes, en base SQLite
export-entries-json = Toutes les fiches, avec tous leurs champs et relations
export-vocabulary-json = Tous les vocabulaires, avec leurs termes et les fiches de chacun
export-concordance-json = Tous les paragraphes des documents détaillés, avec les fiches qui s’y appuient
export-datapackage-json = Tous les tableaux, colonnes et clés, en Tabular Data Package
export-schema-entry-json = JSON Schema d’une fiche
export-schema-entries-json = JSON Schema de entries.json
export-schema-vocabulary-json = JSON Schema de vocabulary.json
export-schema-site-sql = Les tables de la base, en SQL commenté
export-schema-concordance-json = JSON Schema de concordance.json

## Order and ways out of explore

explore-sort = Trier par
explore-by-relevance = Pertinence
explore-by-title = Titre
explore-by-updated = Dernière modification
explore-pages = Pages de ce nom
explore-near = Vouliez-vous dire :
explore-without = Sans :
explore-locators = par paragraphe paragraphes para paras page pages no
# What goals and targets, and objectives, are called before their number.
explore-goals = odd cible cibles
explore-objectives = objectif objectifs
explore-indexes = Voici tout par index. La recherche par mots et les filtres fonctionnent là où les scripts sont permis.
