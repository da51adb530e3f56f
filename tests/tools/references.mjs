// Reads what the site offers to reference managers with the parsers of citation-js.
//
//     node references.mjs OUTPUT_FOLDER
//
// Both files of the whole site say the same, work by work, and so do the three forms on every entry page.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Cite, plugins } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-ris'

// Strictly, a page of the web without an author or a date could not be cited at all.
plugins.config.get('@bibtex').parse.strict = false
const root = process.argv[2]
const problems = []
const check = (what, ours, theirs) => {
  if (ours !== theirs) problems.push(`${what}\n  ours   ${ours}\n  theirs ${theirs}`)
}
const read = (text, format) => new Cite(text, { forceType: format, generateGraph: false }).data
/** A body has no comma in RIS, since what follows it would be a given name. */
const inRis = (item) => ({ ...item, author: item.author?.map((of) => (of.literal ? { literal: of.literal.replaceAll(',', '') } : of)) })
const name = ({ literal, family, given }) => literal ?? [given, family].filter(Boolean).join(' ')
const date = (of) => (of?.['date-parts'] ?? [[]])[0].join('-')
const spaced = (text = '') => text.replace(/\s+/g, ' ').trim()

/** What no reference manager may lose. */
function same(what, ours, theirs) {
  check(`${what}: title`, spaced(ours.title), spaced(theirs.title))
  check(`${what}: authors`, (ours.author ?? []).map(name).join('; '), (theirs.author ?? []).map(name).join('; '))
  check(`${what}: date`, date(ours.issued), date(theirs.issued))
  // citation-js escapes the signs of escapes in what BibTeX holds as it is.
  const once = (url) => url?.replaceAll('%25', '%')
  check(`${what}: address`, once(ours.URL), once(theirs.URL))
}

const items = JSON.parse(readFileSync(join(root, 'data/references.json'), 'utf8'))
check('ids', new Set(items.map(({ id }) => id)).size, items.length)
const inJson = read(items, '@csl/list+object')
const inBibtex = read(readFileSync(join(root, 'data/references.bib'), 'utf8'), '@biblatex/text')
check('works in BibTeX', items.length, inBibtex.length)
items.forEach((item, at) => {
  same(`references.json ${item.id}`, item, inJson[at])
  same(`references.bib ${item.id}`, item, inBibtex[at])
  check('key', item.id, inBibtex[at]['citation-key'])
})

const entity = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }
const unescaped = (html) => html.replace(/&([a-z0-9#]+);/g, (all, known) => entity[known] ?? all)
const pages = readdirSync(root, { recursive: true }).filter((path) => path.endsWith('index.html'))
let entries = 0
for (const page of pages) {
  const html = readFileSync(join(root, page), 'utf8')
  const section = html.match(/<section class="cite">.*?<\/section>/s)?.[0]
  if (!section) continue
  entries += 1
  const file = (ending) => {
    const [, data] = section.match(new RegExp(`download="[^"]+\\.${ending}" href="data:[^,]+,([^"]*)"`))
    return decodeURIComponent(unescaped(data))
  }
  const [item] = JSON.parse(file('json'))
  same(`${page} RIS`, inRis(item), read(file('ris'), '@ris/file')[0])
  same(`${page} BibTeX`, item, read(unescaped(section.match(/<pre[^>]*>(.*?)<\/pre>/s)[1]), '@biblatex/text')[0])
}
check('pages with citations', entries > 0 && entries >= items.filter(({ type }) => type === 'webpage').length / 2, true)

for (const problem of problems.slice(0, 40)) console.log(problem)
console.log(`${items.length} entries and works, ${entries} pages, ${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)
