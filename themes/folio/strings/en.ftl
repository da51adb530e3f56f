# The words of the site in English. The format is Fluent: https://projectfluent.org
# A site overrides a message by naming it in strings/en.ftl of its own.
# $count, $number, $page and the like are numbers and choose the plural form; the rest are texts.

## Around every page

skip-to-content = Skip to content
navigation = Main
breadcrumbs = You are here
languages = Languages
search = Search
search-hint = A word, a place, a goal
home = Home
contents = On this page
feed = Atom feed
feed-of = Atom feed: { $title }
feed-all = All entries
as-of = As of { $date }
edit-page = Edit this page
more = More
show-all = Show all
menu = Menu
more-places = More pages
licence = Licence of the texts
as-of-label = As of

## Lists and their pages

page-n-of-m = Page { $page } of { $pages }
pages = Pages
previous = Previous
next = Next
pages-in-order = All pages
pages-beside = Pages before and after
none-yet = None yet
newest = New and changed
due-next = Due next
gaps-explained = No entry has been recorded for these yet.
and-more = and { $count } more
entries-count =
    { $count ->
        [0] No entries
        [one] { $count } entry
       *[other] { $count } entries
    }
commitments-count =
    { $count ->
        [one] { $count } commitment
       *[other] { $count } commitments
    }
practices-count =
    { $count ->
        [one] { $count } practice
       *[other] { $count } practices
    }
skills-partnerships-count =
    { $count ->
        [one] { $count } skills partnership
       *[other] { $count } skills partnerships
    }
agreements-count =
    { $count ->
        [one] { $count } agreement
       *[other] { $count } agreements
    }
milestones-late = { $count } overdue
milestones-reached =
    { $count ->
        [one] { $done } of { $count } milestone reached
       *[other] { $done } of { $count } milestones reached
    }

## Kinds of entries: one, then several

kind-commitment = Commitment
kind-practice = Practice
kind-skills-partnership = Skills partnership
kind-agreement = Agreement
kind-page = Page
kinds-commitment = Commitments
kinds-practice = Practices
kinds-skills-partnership = Skills partnerships
kinds-agreement = Agreements
kinds-page = Pages
# What stands beside a number of entries of a kind.
kinds-counted-commitment =
    { $count ->
        [one] Commitment
       *[other] Commitments
    }
kinds-counted-practice =
    { $count ->
        [one] Practice
       *[other] Practices
    }
kinds-counted-skills-partnership =
    { $count ->
        [one] Skills partnership
       *[other] Skills partnerships
    }
kinds-counted-agreement =
    { $count ->
        [one] Agreement
       *[other] Agreements
    }
kinds-counted-page =
    { $count ->
        [one] Page
       *[other] Pages
    }
section-kinds = Kinds of entries
kind-commitment-summary = What somebody has promised, or is asked to promise.
kind-practice-summary = What has been done already, what it cost, and how well it is known to work.
kind-skills-partnership-summary = Training in one country for work in another, planned and paid for together.
kind-agreement-summary = What parties have signed, or meet regularly to talk about.
kind-page-summary = Texts about this site.

## Axes: those that come with the program, and those that many sites have

axis-levels = Levels
axis-sdg = Sustainable Development Goals
axis-regions = Regions
axis-countries = Countries
axis-occupations = Occupations
axis-themes = Themes
axis-actors = Actors
axis-objectives = Objectives
axis-groups = Groups
axis-forums = Forums
axis-glossary = Glossary

## Statuses

status-proposed = Proposed
status-planned = Planned
status-active = Active
status-completed = Completed
status-stalled = Stalled
status-withdrawn = Withdrawn
status-negotiating = Under negotiation
status-signed = Signed
status-in-force = In effect
status-suspended = Suspended
status-ended = Ended

## Relations, each with its inverse

relation-implements = Implements
relation-implements-inverse = Is implemented by
relation-part-of = Is part of
relation-part-of-inverse = Has part
relation-supersedes = Supersedes
relation-supersedes-inverse = Is superseded by
relation-modelled-on = Is modelled on
relation-modelled-on-inverse = Is the model for
relation-related = Related
relation-related-inverse = Related

## Headings of sections

section-facts = Facts
section-road-map = Road map
section-reviews = Reviews
section-needs = Needs
section-offers = Offers
section-results = Results
section-parties = Parties
section-relations = Relations
section-sources = Sources
section-references = References
section-mentions = Mentioned by
section-figures = Figures
section-narrower = Narrower terms
section-broader = Broader term
section-related-terms = Related terms
section-gaps = What is missing here

## Labels of fields

field-kind = Kind
field-status = Status
field-level = Level
field-sdg = Sustainable Development Goals
field-countries = Countries
field-led-by = Led by
field-partners = Partners
field-by = Made by
field-beneficiaries = Beneficiaries
field-period = Period
field-from = From
field-to = To
date = Date
field-date = First published
field-updated = Updated
field-next-review = Next review
field-due = Due
field-done = Done
field-evidence = Evidence
field-forum = Forum
field-finding = Finding
field-note = Note
field-source = Source
field-type = Type
field-amount = Amount
field-meets = Meets
field-measure = Measure
field-value = Value
field-unit = Unit
field-year = Year
field-disaggregation = Broken down by
field-implemented-by = Implemented by
field-place = Place
field-cost = Cost
field-origin = Country of origin
field-destination = Country of destination
field-occupations = Occupations
field-funded-by = Funded by
field-training-in = Training in
field-qualification = Qualification
field-recognised-in = Recognised in
field-places-per-year = Places per year
field-track = Track
field-adopted = Adopted
field-in-force = In force since
field-region = Region
field-depositary = Depositary
field-secretariat = Secretariat
field-review-every = Reviewed every
field-party = Party
field-signed = Signed
field-ratified = Ratified
field-party-in-force = In force
undated = Yes, date not known
field-withdrawn = Withdrawn
field-accessed = Accessed
field-paragraphs = Paragraphs
field-pages = Pages
field-title = Title
field-regions = Regions
field-id = Identifier
field-url = Address
field-key = Key
field-currency = Currency
field-cite = Work
field-paras = Paragraphs
field-aliases = Former identifiers
field-extra = More
entry-data = This entry as data (JSON)
entry-markdown = This entry as Markdown

## Values of fields

finding-on-track = On track
finding-partly = Partly on track
finding-off-track = Off track
finding-achieved = Achieved
milestone-done = Done
milestone-due = Due
milestone-overdue = Overdue
# Not reached, of an entry that is completed, withdrawn or ended.
milestone-dropped = No longer due
# Of needs and of offers alike.
support-funding = Funding
support-technical-assistance = Technical assistance
support-capacity = Capacity
support-data = Data
support-partnership = Partnership
need-open = Open
need-met = Met by an offer
need-partly = Met in part
evidence-described = Described
evidence-monitored = Monitored
evidence-evaluated = Evaluated
evidence-replicated = Replicated elsewhere
track-home = Home: trainees stay
track-away = Away: trainees may go abroad
agreement-framework = Framework agreement
agreement-free-movement = Free movement
agreement-labour-mobility = Labour mobility
agreement-readmission = Readmission
agreement-social-security = Social security
agreement-qualification-recognition = Recognition of qualifications
agreement-consultative-process = Consultative process
agreement-coalition = Coalition
agreement-other = Other agreement

## Sorts of actors

actor-state-body = State body
actor-city = City or local authority
actor-un-agency = United Nations body
actor-intergovernmental = Intergovernmental organization
actor-regional-organization = Regional organization
actor-trade-union = Trade union
actor-employers = Employers’ organization
actor-civil-society = Civil society
actor-academia = University or research institute
actor-private-sector = Business
actor-fund = Fund or bank

## Units: what stands behind a number. The part after “unit-” is the unit as entries write it.

unit-people =
    { $count ->
        [one] person
       *[other] people
    }
unit-people-scaled = people
unit-countries =
    { $count ->
        [one] country
       *[other] countries
    }
unit-States =
    { $count ->
        [one] State
       *[other] States
    }
unit-deaths =
    { $count ->
        [one] death
       *[other] deaths
    }
unit-actions =
    { $count ->
        [one] action
       *[other] actions
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
        [one] entity
       *[other] entities
    }
unit-pages =
    { $count ->
        [one] page
       *[other] pages
    }
unit-permits =
    { $count ->
        [one] permit
       *[other] permits
    }
unit-pledges =
    { $count ->
        [one] pledge
       *[other] pledges
    }
unit-stakeholders =
    { $count ->
        [one] stakeholder
       *[other] stakeholders
    }
unit-times =
    { $count ->
        [one] time
       *[other] times
    }
unit-years =
    { $count ->
        [one] year
       *[other] years
    }

## Within bodies

callout-note = Note
callout-tip = Tip
callout-important = Important
callout-warning = Warning
callout-caution = Caution
footnotes = Footnotes
footnote-back = Back to the text
task-done = Done
task-open = Open
not-published = Not published yet

## Documents and their paragraphs

paragraph-n = Paragraph { $number }
paragraph-bare = No entry rests on this paragraph yet.
locator-paragraph = para. { $numbers }
locator-paragraphs = paras. { $numbers }
locator-page = p. { $numbers }
locator-pages = pp. { $numbers }
paragraphs-covered =
    { $count ->
        [one] Entries rest on { $covered } of { $count } paragraph.
       *[other] Entries rest on { $covered } of { $count } paragraphs.
    }
works-outlined = Paragraph by paragraph
works-others = All other sources
works-letters = Sources by first letter
cited-in = Cited in

## Pages of their own

not-found-title = Page not found
not-found-text = There is no page at this address. It may have been renamed, or the address may have a slip in it.
not-found-ways = The lists below lead to every page.
untranslated-notice = This page has not been translated. It is shown in { $language }.
untranslated-text-notice = The text has not been translated. It is shown in { $language }.
stale-translation-notice = The original was changed on { $date }, after this translation. It may say more.
read-original = Read the original
moved = This page has moved

## Numbers

number-million = { $number } million
number-billion = { $number } billion
number-trillion = { $number } trillion
number-percent = { $number }%
number-currency = { $currency } { $amount }

## Overviews: their names, and what each is

overview-explore = Explore
overview-explore-summary = Find entries by words, and narrow them by kind, level, theme, goal and place.
overview-coverage = Coverage
overview-coverage-summary = Where there are entries, and where there are none yet.
overview-progress = Progress
overview-progress-summary = What was done, what is due, and what is late, as of a date.
overview-needs = Needs and offers
overview-needs-summary = What is needed, what is offered, and where the two have met.
overview-places = Places
overview-places-summary = Every country as one equal tile, and the entries about it.
overview-parties = Who signed what
overview-parties-summary = Agreements and their parties: signed, ratified, in force.
overview-corridors = Skills corridors
overview-corridors-summary = Where skills partnerships train people, for which work, and where that work is.

## Explore

explore-filters = Filters
explore-clear = Clear all
explore-none = Nothing was found. Use fewer or shorter words, or remove a filter.
explore-unread = Texts were not searched, only titles and summaries: a file did not load. Type again, or reload the page.
explore-found = Entries found
explore-remove = Remove filter

## Coverage

coverage-by-levels = { $rows } by level
coverage-by-kinds = { $rows } by kind
coverage-by-themes = { $rows } by theme
coverage-targets = Targets of goal { $number }: { $title }
coverage-reading = A number leads to its entries. A hatched cell has none yet: that is the message of these tables. An entry that belongs to several rows or columns counts in each of them.
coverage-all = All
coverage-message =
    { $count ->
        [one] No entry yet on the only pair.
       *[other] No entry yet on { $empty } of { $count } pairs.
    }
coverage-full = Every pair has an entry.
coverage-rows-left =
    { $count ->
        [one] One row with fewer entries is left out: see all
       *[other] { $count } rows with fewer entries are left out: see all
    }
coverage-columns-left =
    { $count ->
        [one] One column with fewer entries is left out: see all
       *[other] { $count } columns with fewer entries are left out: see all
    }
coverage-bare = None at all yet: { $names }.
list-separator = {", "}


## Progress

progress-explained = Counts what entries say of themselves and of their reviews; nothing here is a score.
progress-overdue = Milestones overdue
progress-done = Milestones done
progress-due = Milestones to come
progress-reviewed = Commitments reviewed
progress-late-reviews = Reviews overdue
progress-silent = Not reported
progress-silent-says = Not reported: commitments of which no milestone is done and no review has taken place.
progress-counts = Commitments and their milestones only. A commitment that belongs to several rows counts in each of them, and once in the last.

## Needs and offers

needs-sums = Amounts by currency
needs-currency = Currency
needs-open = Needs that are open
needs-offers-free = Offers to any need

## Places

places-message =
    { $named ->
        [one] { $named } of { $count } countries has an entry.
       *[other] { $named } of { $count } countries have an entry.
    }
places-map = Map of the world, every country as one equal tile
places-regions = Countries by region
places-tile = { $country }: { $entries }
places-range = { $from } to { $to } entries


## Parties

## Corridors

## Terms

section-counts = What there is
section-neighbours = Often together with
counts-kind = By kind
counts-status = By status
numbered-goal = Goal { $number }
numbered-target = Target { $number }
numbered-objective = Objective { $number }
meaning-goal = Goal { $number } of the 17 Sustainable Development Goals; resolution 70/1 of the United Nations General Assembly has its full text.
meaning-target = Target { $number } of Sustainable Development Goal { $goal } in a few words; resolution 70/1 of the United Nations General Assembly has its full text.
meaning-country = Codes: { $long } and { $short } in ISO 3166-1, { $m49 } in the M49 standard of the United Nations.
meaning-region = A region of the M49 standard of the United Nations, with the code { $m49 }.
meaning-occupation-1 = Major group { $code } of ISCO-08, the International Standard Classification of Occupations.
meaning-occupation-2 = Sub-major group { $code } of ISCO-08, the International Standard Classification of Occupations.
meaning-occupation-3 = Minor group { $code } of ISCO-08, the International Standard Classification of Occupations.
meaning-occupation-4 = Unit group { $code } of ISCO-08, the International Standard Classification of Occupations.
strip-title = Paragraphs with and without entries
paragraphs-bare =
    { $count ->
        [0] Every paragraph has an entry that rests on it.
        [one] { $count } paragraph is bare: no entry rests on it yet.
       *[other] { $count } paragraphs are bare: no entry rests on them yet.
    }
strip-section = { $covered } of { $count }
strip-filled = an entry rests on it
strip-bare = bare

## Look

# What stands between a label and its value.
colon = :
# What stands between two words of a list.
comma = {", "}
scheme-dark = Dark colours
# The precision of the date is year, month or day.
# The precision is day, month or year: some languages put another word before a day.
status-since =
    { $precision ->
       *[other] { $status } since { $date }
    }
status-until = { $status }, { $date }
period-between = { $from } – { $to }
period-from =
    { $precision ->
       *[other] from { $from }
    }
period-to =
    { $precision ->
       *[other] until { $to }
    }
corridor-title = From where to where, and for which work
corridor-says = From { $from } to { $to }. Work: { $work }.
corridor-says-ends = From { $from } to { $to }.
corridors-by-occupation = By occupation
corridors-by-partnership = By partnership
years-title = Year by year
years-counts = Milestones and reviews of entries of every kind: what is done counts in the year in which it was done, all else in the year in which it is due. Reviews that have taken place are not counted.
years-says = Milestones and reviews. Done: { $done }. Overdue: { $overdue }. Due: { $due }.
years-before = before { $year }
years-after = after { $year }
duration-years =
    { $count ->
        [1] year
       *[other] { $count } years
    }
duration-months =
    { $count ->
        [1] month
       *[other] { $count } months
    }
duration-weeks =
    { $count ->
        [1] week
       *[other] { $count } weeks
    }
duration-days =
    { $count ->
        [1] day
       *[other] { $count } days
    }

## Metadata

metadata-dataset = All entries of this site with their facts, its vocabularies, and the paragraphs that entries rest on, as data.
metadata-axis = { $title }: { $names }.
metadata-term = { $axis }: { $title }. { $entries }, each with the paragraphs on which it rests.
metadata-sources = Every work that entries cite, with the entries that rest on it.
metadata-figures = Every figure that entries use, with its unit, its year and its source.
metadata-glossary = The words that entries use, and what is meant by them.

## Calendar

overview-calendar = Calendar
overview-calendar-summary = What happened and what is to come, by year and month.
calendar-upcoming = To come
calendar-past = Past
calendar-milestone = Milestone
calendar-review = Review
calendar-begins = Begins
calendar-began = Began
calendar-ends = Ends
calendar-ended = Ended
calendar-enters-into-force = Enters into force
calendar-entered-into-force = Entered into force
# A date of which only the year or the month is known.
calendar-some-time = Some time in { $date }
# What a calendar file says where a large site has more dates than calendar programs take.
calendar-left-out =
    { $count ->
        [one] { $count } date that is further from today is left out. The site has it.
       *[other] { $count } dates that are further from today are left out. The site has them.
    }
# What happens, and of which entry.
calendar-of = { $what }: { $of }
calendar-joined = { $what } – { $of }
calendar-file = Add these dates to your own calendar (iCalendar)
calendar-file-of = Calendar: { $title }
dates-count =
    { $count ->
        [one] { $count } date
       *[other] { $count } dates
    }
follow = Follow

## Citations

cite-entry = Cite this entry
cite-copy = Copy
cite-copied = Copied
cite-files = For reference managers:
export-references-bib = Every entry and every work, as reference managers and LaTeX read them.
export-references-json = Every entry and every work, as Zotero, Pandoc and other programs that cite read them.

## Open data

overview-data = Open data
overview-data-summary = Everything on this site as tables and as files for programs, each with its description.
data-promise = All files are made from what the pages are made from, at the same moment. Ids and addresses stay. Drafts are in none of them, and pages about the site itself are left out.
data-licence = Licence
data-publisher = Published by
data-changed = Last change of an entry
data-entries = Entries
data-file = File
data-holds = What is in it
data-rows =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
data-size = How much
data-format = Format
data-schema = Described by
data-example = How it begins:
data-tables = Tables
data-tables-about = For spreadsheets and statistics programs: CSV in UTF-8, with names in the first row. Lists in one cell are separated by a semicolon and a space. A cell that a spreadsheet would take for a formula begins with an apostrophe. Tables join by the ids of entries and terms; a table without rows is left out.
data-database = Database
data-database-about = For questions: all tables above with their keys, and the texts of entries in all languages with a full-text index each, in one SQLite file. Every table and column says what it means: in the file, and in the SQL beside it.
data-json = JSON
data-json-about = For programs: everything in three files, under the names that editors write. Every entry also has a file of its own, index.json, beside its page. The version rises when a field changes its meaning or goes.
data-linked = Linked data
data-linked-about = For those who join data of several sites: the same statements as Turtle and as JSON-LD (RDF 1.1). Vocabularies are SKOS, with exact matches for goals, countries and regions; agreements use ELI, sources PROV, the data set DCAT, the rest schema.org and words of this site. Every thing has the address of its page.
export-site-ttl = All entries, vocabularies and works, as Turtle
export-site-jsonld = The same, as JSON-LD
export-ontology-ttl = The words of this site: classes and properties, with what they mean
export-shapes-ttl = SHACL shapes: what the statements are like
export-dcat-ttl = The data set and its files, as DCAT
data-reading = Ways in
data-reading-about = For feed readers, and for language models and others who read by machine. Beside the page of every entry there is index.md: its facts and its text as Markdown.
export-feeds-opml = All feeds, to be imported by a feed reader
export-feed-xml = The newest entries in this language, for a feed reader. Every term has a feed of its own
export-calendar-ics = What is due and what has gone by, for a calendar program. Terms have calendars of their own
export-llms-txt = What the site is and where its parts are, as llmstxt.org proposes
llms-about = The links below lead to Markdown where there is any; the data files hold everything. Drafts are in none of them.
llms-more =
    { $count ->
        [one] { $count } more is in the data files
       *[other] { $count } more are in the data files
    }
data-schemas = Descriptions
data-schemas-about = What the columns and fields mean, for people and for programs that check.
export-entries-csv = Every entry, with the fields that all kinds have
export-commitments-csv = Commitments, with all their fields
export-practices-csv = Practices, with all their fields
export-skills-partnerships-csv = Skills partnerships, with all their fields
export-agreements-csv = Agreements, with all their fields
export-milestones-csv = Milestones: what is to be reached, when it is due, when it was done
export-reviews-csv = Reviews: what was found, where, and who says so
export-parties-csv = Parties to agreements: signed, ratified, in force
export-results-csv = Results: what was measured, for whom
export-needs-csv = What is needed
export-offers-csv = What is offered, and which needs it meets
export-sources-csv = Sources of entries, with paragraphs and pages
export-relations-csv = How entries relate to each other, from both ends
export-mentions-csv = Which entry mentions which in its text
export-entry-terms-csv = Which entry names which term, in which field
export-entry-parties-csv = Which entry names which actor, country or group, in which field
export-translations-csv = Titles and summaries in other languages
export-translated-parts-csv = Texts of milestones, reviews, needs, offers and results in other languages
export-terms-csv = Every term of every vocabulary
export-axes-csv = The vocabularies
export-works-csv = The bibliography
export-paragraphs-csv = Which entry rests on which paragraph of a work
export-figures-csv = Statistics, with their sources
export-site-sqlite = All tables and texts, as a SQLite database
export-entries-json = Every entry with all its fields and relations
export-vocabulary-json = Every vocabulary with its terms and their entries
export-concordance-json = Every paragraph of the outlined works with the entries that rest on it
export-datapackage-json = All tables, columns and keys, as a Tabular Data Package
export-schema-entry-json = JSON Schema of an entry
export-schema-entries-json = JSON Schema of entries.json
export-schema-vocabulary-json = JSON Schema of vocabulary.json
export-schema-site-sql = The tables of the database, as SQL with comments
export-schema-concordance-json = JSON Schema of concordance.json

## Order and ways out of explore

explore-sort = Sort by
explore-by-relevance = Relevance
explore-by-title = Title
explore-by-updated = Last change
explore-pages = Pages of that name
explore-near = Did you mean:
explore-without = Without:
# Words before a number that say of what it is: "para. 60". Left out of what is searched.
explore-locators = para paras par paragraph paragraphs page pages no
# What goals and targets, and objectives, are called before their number.
explore-goals = goal goals target targets sdg sdgs
explore-objectives = objective objectives
explore-indexes = Here is everything by index. Words and filters work where scripts run.
