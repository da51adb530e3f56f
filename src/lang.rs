//! Languages of the site, as tags.
//!
//! A BCP 47 tag goes in, from `site.toml` or a file name; out comes a value that fits in two registers, prints in the
//! form of addresses (`pt-br`), and knows its direction and its own name. It knows nothing of what is written in it.

use std::fmt;

use icu_locale::{Direction, LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleDirectionality};
use tinystr::TinyAsciiStr;

/// A language, perhaps with script and region, in lower case: `fr`, `pt-br`, `zh-hant`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(TinyAsciiStr<16>);

/// Which way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dir {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Dir {
    /// The value of HTML's attribute `dir`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl fmt::Display for Dir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Lang {
    /// English, the language of the program's own strings.
    pub const ENGLISH: Self = Self(tinystr::tinystr!(16, "en"));

    /// The language that a tag names, in whatever case. Language, script, region and variants only; no extensions.
    ///
    /// BCP 47 leaves room for languages of five to eight letters but has none; they are refused, since otherwise the
    /// `draft` of `a.draft.md` would be one. So are `und`, the undetermined language, and three letters where there are two
    /// (`fre`): BCP 47, 2.2.1, wants the shortest, and a page of the one would not be one of the other.
    pub fn parse(tag: &str) -> Option<Self> {
        let lower = tag.to_ascii_lowercase();
        let id = LanguageIdentifier::try_from_str(&lower).ok()?;
        // ICU takes `en_us` too.
        let written_so = id.to_string().eq_ignore_ascii_case(&lower);
        let letters = id.language.as_str().len();
        if id.language.is_unknown() || letters > 3 || !written_so || letters == 3 && shorter(&lower).is_some() {
            return None;
        }
        TinyAsciiStr::try_from_str(&lower).ok().map(Self)
    }

    /// What to type instead of something that names no language.
    pub fn help(tag: &str) -> String {
        match shorter(&tag.to_ascii_lowercase()) {
            Some(short) => format!("write `{short}`"),
            None => "write a language tag such as en, fr or pt-br".into(),
        }
    }

    /// The tag, in lower case.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Which way it is written. Left to right when the script is not known.
    pub fn dir(self) -> Dir {
        match LocaleDirectionality::new_extended().get(&self.identifier()) {
            Some(Direction::RightToLeft) => Dir::Rtl,
            _ => Dir::Ltr,
        }
    }

    /// The language's name in itself, as a switcher shows it: `Français`. The tag when the table does not have it.
    pub fn autonym(self) -> String {
        let tag = self.as_str();
        if let Some(name) = autonym(tag) {
            return name.to_owned();
        }
        match tag.split_once('-') {
            Some((language, rest)) => match autonym(language) {
                Some(name) => format!("{name} ({})", rest.to_ascii_uppercase()),
                None => tag.to_owned(),
            },
            None => tag.to_owned(),
        }
    }

    /// The tag as ICU wants it.
    pub(crate) fn identifier(self) -> LanguageIdentifier {
        LanguageIdentifier::try_from_str(self.as_str()).expect("a Lang is made of a valid tag only")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({self})")
    }
}

impl serde::Serialize for Lang {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The tag with the two letters of its language, where it is written with three that have such: `fra` and `fre` are `fr`.
fn shorter(tag: &str) -> Option<String> {
    let mut locale = Locale::try_from_str(tag).ok().filter(|locale| locale.id.language.as_str().len() == 3)?;
    LocaleCanonicalizer::new_common().canonicalize(&mut locale);
    (locale.id.language.as_str().len() == 2).then(|| locale.to_string().to_ascii_lowercase())
}

/// Names of languages in themselves, capitalised as they stand alone in a list. The six of the United Nations, and
/// those of countries where migrants come from and go to; CLDR's spelling.
fn autonym(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "am" => "አማርኛ",
        "ar" => "العربية",
        "az" => "Azərbaycan",
        "bg" => "Български",
        "bn" => "বাংলা",
        "bs" => "Bosanski",
        "ca" => "Català",
        "ckb" => "کوردیی ناوەندی",
        "cs" => "Čeština",
        "cy" => "Cymraeg",
        "da" => "Dansk",
        "de" => "Deutsch",
        "el" => "Ελληνικά",
        "en" => "English",
        "es" => "Español",
        "et" => "Eesti",
        "eu" => "Euskara",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fil" => "Filipino",
        "fr" => "Français",
        "ga" => "Gaeilge",
        "gl" => "Galego",
        "gu" => "ગુજરાતી",
        "ha" => "Hausa",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "hr" => "Hrvatski",
        "ht" => "Kreyòl ayisyen",
        "hu" => "Magyar",
        "hy" => "Հայերեն",
        "id" => "Bahasa Indonesia",
        "is" => "Íslenska",
        "it" => "Italiano",
        "ja" => "日本語",
        "ka" => "ქართული",
        "kk" => "Қазақ тілі",
        "km" => "ខ្មែរ",
        "ko" => "한국어",
        "ku" => "Kurdî",
        "ky" => "Кыргызча",
        "lo" => "ລາວ",
        "lt" => "Lietuvių",
        "lv" => "Latviešu",
        "mk" => "Македонски",
        "mn" => "Монгол",
        "ms" => "Bahasa Melayu",
        "mt" => "Malti",
        "my" => "မြန်မာ",
        "nb" | "no" => "Norsk",
        "ne" => "नेपाली",
        "nl" => "Nederlands",
        "pa" => "ਪੰਜਾਬੀ",
        "pl" => "Polski",
        "ps" => "پښتو",
        "pt" => "Português",
        "pt-br" => "Português (Brasil)",
        "ro" => "Română",
        "ru" => "Русский",
        "rw" => "Ikinyarwanda",
        "si" => "සිංහල",
        "sk" => "Slovenčina",
        "sl" => "Slovenščina",
        "so" => "Soomaali",
        "sq" => "Shqip",
        "sr" => "Српски",
        "sv" => "Svenska",
        "sw" => "Kiswahili",
        "ta" => "தமிழ்",
        "te" => "తెలుగు",
        "tg" => "Тоҷикӣ",
        "th" => "ไทย",
        "ti" => "ትግርኛ",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "uz" => "O‘zbek",
        "vi" => "Tiếng Việt",
        "yo" => "Èdè Yorùbá",
        "zh" => "中文",
        "zh-hans" => "简体中文",
        "zh-hant" => "繁體中文",
        "zu" => "IsiZulu",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).expect("a language")
    }

    #[test]
    fn tags_are_lowered_and_checked() {
        assert_eq!(lang("pt-BR").as_str(), "pt-br");
        assert_eq!(lang("zh-Hant-HK").to_string(), "zh-hant-hk");
        assert_eq!(lang("es-419").as_str(), "es-419");
        let refused = ["", "f", "draft", "en_US", "fr-", "-fr", "und", "fr--ca", "en-u-nu-arab", "français", "fr fr"];
        for tag in refused {
            assert_eq!(Lang::parse(tag), None, "{tag}");
        }
        for (long, short) in [("fre", "fr"), ("fra", "fr"), ("ARA", "ar"), ("por-BR", "pt-br")] {
            assert_eq!(Lang::parse(long), None, "{long}");
            assert_eq!(Lang::help(long), format!("write `{short}`"));
        }
        assert_eq!(lang("fil").as_str(), "fil", "it has no shorter tag");
        assert_eq!(Lang::help("French"), "write a language tag such as en, fr or pt-br");
    }

    #[test]
    fn direction_follows_the_script() {
        let right_to_left = ["ar", "ar-ma", "fa", "he", "ur", "ps", "ckb", "dv", "az-arab", "pa-pk"];
        for tag in right_to_left {
            assert_eq!(lang(tag).dir(), Dir::Rtl, "{tag}");
        }
        for tag in ["en", "zh", "ru", "az", "pa", "tlh"] {
            assert_eq!(lang(tag).dir(), Dir::Ltr, "{tag}");
        }
        assert_eq!(serde_json::to_string(&Dir::Rtl).expect("JSON"), "\"rtl\"");
    }

    #[test]
    fn languages_name_themselves() {
        assert_eq!(lang("fr").autonym(), "Français");
        assert_eq!(lang("pt-BR").autonym(), "Português (Brasil)");
        assert_eq!(lang("fr-ca").autonym(), "Français (CA)");
        assert_eq!(lang("tlh").autonym(), "tlh");
    }

    #[test]
    fn languages_sort_and_serialise_by_their_tags() {
        let mut all = ["zh", "en", "pt-br", "pt"].map(lang);
        all.sort();
        assert_eq!(serde_json::to_string(&all).expect("JSON"), r#"["en","pt","pt-br","zh"]"#);
        assert_eq!(Lang::ENGLISH, lang("EN"));
    }
}
