//! What the RDF of a site is like, as SHACL shapes: from the declarations of fields.
//!
//! Shapes are open: who adds statements of their own to the graph need not take ours out.

use super::rdf::entries::{class_of_kind, class_of_part, entry_word, part_word, relation_word};
use super::rdf::{PLAIN, turtle};
use crate::catalog::Catalog;
use crate::entry::{Kind, fields_of};
use crate::export::{names, table};
use crate::record::{FieldSpec, Shape};

/// The shapes as Turtle.
pub fn turtle(catalog: &Catalog) -> Vec<u8> {
    let mut text = turtle::head(catalog);
    let mut shapes = Shapes { text: String::new(), parts: Vec::new() };
    for kind in Kind::LISTED {
        shapes.kind(catalog, kind);
    }
    shapes.all_parts();
    text.extend_from_slice(shapes.text.as_bytes());
    text.extend_from_slice(OTHERS.as_bytes());
    text
}

/// Shapes of what no entry is.
const OTHERS: &str = "
cm:WorkShape a sh:NodeShape ;
  sh:targetClass cm:Work ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path cm:work_type ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path schema:name ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path schema:author ; sh:datatype xsd:string ] ;
  sh:property [ sh:path schema:datePublished ; sh:maxCount 1 ;
    sh:or ( [ sh:datatype xsd:gYear ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:date ] ) ] ;
  sh:property [ sh:path schema:url ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .

cm:FigureShape a sh:NodeShape ;
  sh:targetClass cm:Figure ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path schema:name ; sh:minCount 1 ; sh:uniqueLang true ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path schema:unitText ; sh:uniqueLang true ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path schema:value ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:or ( [ sh:datatype xsd:integer ] [ sh:datatype xsd:decimal ] ) ] ;
  sh:property [ sh:path prov:hadPrimarySource ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .

cm:ConceptShape a sh:NodeShape ;
  sh:targetClass skos:Concept ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:maxCount 1 ; sh:class skos:ConceptScheme ] ;
  sh:property [ sh:path skos:notation ; sh:minCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path skos:definition ; sh:uniqueLang true ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path skos:broader ; sh:maxCount 1 ; sh:class skos:Concept ] ;
  sh:property [ sh:path skos:related ; sh:class skos:Concept ] ;
  sh:property [ sh:path skos:exactMatch ; sh:nodeKind sh:IRI ] .

cm:ConceptSchemeShape a sh:NodeShape ;
  sh:targetClass skos:ConceptScheme ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:datatype rdf:langString ] .

cm:DatasetShape a sh:NodeShape ;
  sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path dct:language ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] .

cm:DistributionShape a sh:NodeShape ;
  sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:downloadURL ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:or ( [ sh:property [ sh:path dcat:mediaType ; sh:minCount 1 ] ] [ sh:property [ sh:path dct:format ; sh:minCount 1 ] ] ) ;
  sh:property [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .
";

struct Shapes {
    text: String,
    /// Fields of records that were met, each once.
    parts: Vec<(&'static str, Vec<FieldSpec>)>,
}

impl Shapes {
    fn kind(&mut self, catalog: &Catalog, kind: Kind) {
        self.open(class_of_kind(kind));
        self.property("dct:identifier", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string");
        let fields = fields_of(kind);
        let facts = fields.iter().filter(|field| names::is_fact(field.name) && !names::is_relation(field.name));
        for field in facts.filter(|field| field.name != "kind") {
            self.field(&entry_word(field.name), field);
        }
        for (field, _) in table::project_fields(catalog) {
            self.property(&super::rdf::own(field), "sh:class skos:Concept");
        }
        for name in names::relation_names().chain(["mentioned_by"]) {
            self.property(&relation_word(name), "sh:class schema:CreativeWork");
        }
        self.property("prov:hadPrimarySource", "sh:minCount 1 ; sh:nodeKind sh:IRI");
        self.close();
    }

    fn all_parts(&mut self) {
        let mut at = 0;
        // Parts have parts of their own, which are added while this goes on.
        while let Some((name, fields)) = self.parts.get(at).cloned() {
            self.open(&class_of_part(name));
            for field in &fields {
                self.field(&part_word(field.name), field);
            }
            self.close();
            at += 1;
        }
    }

    fn open(&mut self, class: &str) {
        self.text.extend(["\ncm:", class, "Shape a sh:NodeShape ;\n  sh:targetClass cm:", class]);
    }

    fn close(&mut self) {
        self.text.push_str(" .\n");
    }

    fn property(&mut self, word: &str, constraints: &str) {
        self.text.extend([" ;\n  sh:property [ sh:path ", word, " ; ", constraints, " ]"]);
    }

    fn field(&mut self, word: &str, field: &FieldSpec) {
        let (of, is_list) = match &field.shape {
            Shape::List(of) => (&**of, true),
            shape => (shape, false),
        };
        if let Shape::Record(below) = of
            && !self.parts.iter().any(|(known, _)| class_of_part(known) == class_of_part(field.name))
        {
            self.parts.push((field.name, below.clone()));
        }
        let mut constraints = vec![kind_of_value(field.name, of)];
        if field.required {
            constraints.push("sh:minCount 1".into());
        }
        match of {
            // A text may be said once in each language.
            Shape::Text if !is_list && !PLAIN.contains(&field.name) => constraints.push("sh:uniqueLang true".into()),
            _ if !is_list => constraints.push("sh:maxCount 1".into()),
            _ => {}
        }
        self.property(word, &constraints.join(" ; "));
    }
}

/// What the values of a field are.
fn kind_of_value(field: &str, shape: &Shape) -> String {
    match shape {
        Shape::Text if field == "cite" => "sh:nodeKind sh:IRI".into(),
        Shape::Text if field == "evidence" => "sh:or ( [ sh:nodeKind sh:IRI ] [ sh:datatype rdf:langString ] )".into(),
        Shape::Need => "sh:class cm:Need".into(),
        Shape::Text if PLAIN.contains(&field) => "sh:datatype xsd:string".into(),
        Shape::Text | Shape::Localized => "sh:datatype rdf:langString".into(),
        Shape::Instant | Shape::Language | Shape::Entry => "sh:datatype xsd:string".into(),
        Shape::Number => "sh:or ( [ sh:datatype xsd:integer ] [ sh:datatype xsd:decimal ] )".into(),
        Shape::Integer => "sh:datatype xsd:integer".into(),
        Shape::Boolean => "sh:datatype xsd:boolean".into(),
        Shape::Date => {
            "sh:or ( [ sh:datatype xsd:gYear ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:date ] )".into()
        }
        Shape::Url => "sh:nodeKind sh:IRI".into(),
        Shape::Term | Shape::Party => "sh:class skos:Concept".into(),
        Shape::Word(words) => {
            let words: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!("sh:in ( {} )", words.join(" "))
        }
        Shape::Record(_) => format!("sh:class cm:{}", class_of_part(field)),
        Shape::List(of) => kind_of_value(field, of),
        Shape::Any => "sh:datatype rdf:JSON".into(),
    }
}
