//! `datapackage.json`: the CSV files described as a Tabular Data Package (Data Package, version 1).

use serde_json::{Map, Value, json};

use super::catalogue::ExportIx;
use super::json::{self, VERSION};
use super::schema::DATE;
use super::table::{self, Column, Foreign, Holds, Table};
use crate::catalog::Catalog;

/// The description.
pub fn package(catalog: &Catalog) -> Vec<u8> {
    let site = &catalog.site;
    let tables = tables(catalog);
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": site.id,
        "title": site.title.original(),
        "version": format!("{VERSION}.0.0"),
        "resources": tables.iter().map(|(file, table)| resource(catalog, file, table, &tables)).collect::<Vec<_>>(),
    });
    if let Some(description) = &site.description {
        package["description"] = json!(description.original());
    }
    if !site.base.origin.is_empty() {
        package["homepage"] = json!(format!("{}data/", site.base));
    }
    if let Some(publisher) = &site.publisher {
        package["contributors"] = json!([{ "title": publisher, "role": "publisher" }]);
    }
    if let Some(licence) = licence(catalog) {
        package["licenses"] = json!([licence]);
    }
    json::bytes(&package)
}

/// The tables that the site has, with their files.
pub fn tables(catalog: &Catalog) -> Vec<(&'static str, Table)> {
    let mut tables = table::all(catalog);
    ExportIx::of_site(catalog)
        .filter_map(|export| {
            let at = tables.iter().position(|table| Some(table.name) == export.table_name())?;
            Some((export.name(), tables.swap_remove(at)))
        })
        .collect()
}

/// A licence has a name of the Open Definition, or an address.
fn licence(catalog: &Catalog) -> Option<Value> {
    let site = &catalog.site;
    let mut licence = Map::new();
    let name = site.licence.as_ref().map(|name| {
        let words = name.split_whitespace().collect::<Vec<_>>().join("-");
        words.chars().filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c)).collect::<String>()
    });
    licence.extend(name.filter(|name| !name.is_empty()).map(|name| ("name".to_owned(), json!(name))));
    licence.extend(site.licence_url.as_ref().map(|url| ("path".to_owned(), json!(url))));
    if licence.is_empty() {
        return None;
    }
    licence.extend(site.licence.as_ref().map(|title| ("title".to_owned(), json!(title))));
    Some(Value::Object(licence))
}

fn resource(catalog: &Catalog, file: &str, table: &Table, tables: &[(&'static str, Table)]) -> Value {
    let has_host = !catalog.site.base.origin.is_empty();
    let has = |name: &str| tables.iter().any(|(_, table)| table.name == name);
    let foreign: Vec<_> = table.foreign.iter().filter(|key| has(key.table)).map(|key| foreign(key, table)).collect();
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file,
        "description": table.doc,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": {
            "fields": table.columns.iter().map(|column| field(column, table, has_host)).collect::<Vec<_>>(),
            "primaryKey": table.key,
            "foreignKeys": foreign,
            "missingValues": [""],
        },
    })
}

/// A table that refers to itself says so by an empty name.
fn foreign(key: &Foreign, table: &Table) -> Value {
    let other = if key.table == table.name { "" } else { key.table };
    json!({ "fields": key.columns, "reference": { "resource": other, "fields": key.other } })
}

fn field(column: &Column, table: &Table, has_host: bool) -> Value {
    let (kind, format) = match column.holds {
        Holds::Number => ("number", None),
        Holds::Integer => ("integer", None),
        // A site that does not know where it lives has paths of its own pages, and whole addresses of others.
        Holds::Address if has_host => ("string", Some("uri")),
        // JSON is left as the text that it is: a guarded cell would not be JSON.
        Holds::Address | Holds::Json | Holds::Text | Holds::Id | Holds::Date | Holds::List => ("string", None),
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": column.doc });
    if let Some(format) = format {
        field["format"] = json!(format);
    }
    let mut constraints = Map::new();
    if table.key.contains(&column.name.as_str()) {
        constraints.insert("required".into(), json!(true));
    }
    if column.holds == Holds::Date {
        constraints.insert("pattern".into(), json!(DATE));
    }
    if !constraints.is_empty() {
        field["constraints"] = Value::Object(constraints);
    }
    field
}
