//! Entries that are not to be published, of every kind and held back in every way, each field of which holds a canary.

use compendium::entry::Kind;

use crate::support::corpus::Corpus;
use crate::support::site::Site;

/// The made-up corpus that the entries are put into.
pub const SEED: u64 = 8;
/// How many entries it has.
pub const SIZE: usize = 12;

/// How a canary begins in a text. The accent is there so that escapes and folding show.
pub const TEXT: &str = "zqécanary";
/// How it begins where only plain letters may stand: ids, keys, addresses.
pub const PLAIN: &str = "zqecanary";
/// Numbers and dates that nothing else has.
pub const NUMBERS: [&str; 6] =
    ["918273645", "918,273,645", "918\u{202f}273\u{202f}645", "2093-07-14", "20930714", "July 2093"];

/// What holds an entry back.
pub const WAYS: [(&str, &str); 2] = [("draft", "draft: true"), ("embargo", "embargo: 2090-01-01T00:00Z")];

/// Fields that hold canaries, in the entry's own file and in its translation, and the files that their texts link to.
pub const FIELDS: [&str; 24] = [
    "title",
    "summary",
    "body",
    "heading",
    "file",
    "milestone",
    "evidence",
    "note",
    "need",
    "offer",
    "measure",
    "unit",
    "webtitle",
    "webaddress",
    "pages",
    "extra",
    "place",
    "cost",
    "qualification",
    "remark",
    "frtitle",
    "frsummary",
    "frbody",
    "frfile",
];

/// The id of an entry that is held back.
pub fn id(kind: Kind, way: &str) -> String {
    format!("{PLAIN}-{kind}-{way}")
}

/// A former id of it.
pub fn alias(kind: Kind, way: &str) -> String {
    format!("{PLAIN}-{kind}-{way}-former")
}

/// Every entry that is held back.
pub fn all() -> impl Iterator<Item = (Kind, &'static str, &'static str)> {
    Kind::ALL.iter().flat_map(|kind| WAYS.map(|(way, line)| (*kind, way, line)))
}

/// Adds all of them to a made-up corpus in English and French.
pub fn add(site: &Site) {
    for (kind, way, line) in all() {
        let id = id(kind, way);
        site.write(&format!("content/hidden/{id}.md"), entry(kind, way, line));
        site.write(&format!("content/hidden/{id}.fr.md"), translation(kind, way));
        for field in ["file", "frfile"] {
            let name = text(kind, way, field);
            site.write(&format!("content/files/{}.csv", name.replace('é', "e")), name);
        }
    }
}

/// The canary of a field.
pub fn text(kind: Kind, way: &str, field: &str) -> String {
    format!("{TEXT}{}{way}{field}", kind.to_string().replace('-', ""))
}

fn entry(kind: Kind, way: &str, held_back: &str) -> String {
    let is = |field: &str| text(kind, way, field);
    let plain = |field: &str| is(field).replace('é', "e");
    let status = if kind == Kind::Agreement { "signed" } else { "active" };
    let of_kind = match kind {
        Kind::Commitment => "by: actor-1\nbeneficiaries: women\n".to_owned(),
        Kind::Practice => {
            format!("implemented_by: actor-1\nplace: {}\ncost: {}\nevidence: monitored\n", is("place"), is("cost"))
        }
        Kind::SkillsPartnership => format!(
            "origin: KEN\ndestination: DEU\noccupations: \"2221\"\nqualification: {}\nplaces_per_year: 918273645\n",
            is("qualification")
        ),
        Kind::Agreement => {
            format!("type: labour-mobility\nparties: {{who: KEN, signed: 2020, note: {}}}\n", is("remark"))
        }
        Kind::Page => String::new(),
    };
    format!(
        "---\nkind: {kind}\ntitle: {title}\nsummary: {summary}.\nlevel: national\nthemes: recruitment\nsdg: \"8.8\"\n\
         countries: KEN\nled_by: actor-1\nstatus: {status}\naliases: {alias}\ndate: 2020\nupdated: 2021-03-04\n{held_back}\n\
         milestones: {{key: {key}, title: {milestone}, due: 2093-07-14, evidence: \"https://{evidence}.example/\"}}\n\
         reviews: {{date: 2022, forum: review-forum, finding: partly, note: {note}, source: report}}\nnext_review: 2093-07-14\n\
         needs: {{key: {key}, title: {need}, type: funding, amount: 918273645, currency: EUR}}\n\
         offers: {{title: {offer}, type: data}}\n\
         results: {{measure: {measure}, value: 918273645, unit: {unit}, year: 2023}}\n\
         sources:\n  - {{cite: report, paras: 3, pages: {pages}}}\n  - {{title: {web}, url: \"https://{address}.example/\"}}\n\
         extra: {{anything: {extra}}}\nrelated: {public}\n{of_kind}---\n\n{body} cites [@report, para. 7] and [[{public}]] and [a file](files/{file}.csv).\n\n## {heading}\n\nWords.\n",
        title = is("title"),
        summary = is("summary"),
        alias = alias(kind, way),
        key = plain("key"),
        milestone = is("milestone"),
        evidence = plain("evidence"),
        note = is("note"),
        need = is("need"),
        offer = is("offer"),
        measure = is("measure"),
        unit = is("unit"),
        pages = is("pages"),
        web = is("webtitle"),
        address = plain("webaddress"),
        extra = is("extra"),
        body = is("body"),
        heading = is("heading"),
        file = plain("file"),
        public = Corpus::new(SEED, SIZE).id(1),
    )
}

fn translation(kind: Kind, way: &str) -> String {
    let is = |field: &str| text(kind, way, field);
    format!(
        "---\ntitle: {}\nsummary: {}.\nfollows: 2021-03-04\n---\n\n{} and [a file](files/{}.csv).\n",
        is("frtitle"),
        is("frsummary"),
        is("frbody"),
        is("frfile").replace('é', "e")
    )
}
