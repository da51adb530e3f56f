//! How records and words are declared: one table each, from which all else follows.

/// Declares a record: a struct, how it is read, and its schema, all from one list of fields.
///
/// The type of a field says whether it is required: `Option` and `Vec` are not, all else is. `name as "other-name"` gives a
/// field another name in YAML than in Rust.
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])* $field:ident $(as $yaml:literal)? : $type:ty, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $type, )*
        }

        impl $crate::record::Record for $name {
            fn fields() -> Vec<$crate::record::FieldSpec> {
                vec![ $( $crate::record::FieldSpec {
                    name: $crate::record!(@name $field $($yaml)?),
                    doc: concat!($($field_doc),*).trim().to_owned(),
                    shape: <$type as $crate::record::Field>::shape(),
                    required: <$type as $crate::record::Field>::absent().is_none(),
                }, )* ]
            }

            fn as_far_as_it_goes(fields: &mut $crate::record::Fields<'_>) -> Option<Self> {
                // All fields are read before any is missed, so that every problem is reported.
                $( let $field = fields.read::<$type>($crate::record!(@name $field $($yaml)?)); )*
                Some(Self { $( $field: $field?, )* })
            }

            fn data(&self) -> Vec<(&'static str, $crate::record::Datum<'_>)> {
                vec![ $( ($crate::record!(@name $field $($yaml)?), $crate::record::Field::datum(&self.$field)), )* ]
            }

            fn datum_of(&self, name: &str) -> $crate::record::Datum<'_> {
                match name {
                    $( $crate::record!(@name $field $($yaml)?) => $crate::record::Field::datum(&self.$field), )*
                    _ => $crate::record::Datum::Nothing,
                }
            }
        }

        impl $crate::record::Field for $name {
            fn shape() -> $crate::record::Shape {
                $crate::record::Shape::Record(<Self as $crate::record::Record>::fields())
            }

            fn read(node: &$crate::node::Node, reader: &mut $crate::record::Reader) -> Option<Self> {
                reader.record(node)
            }

            fn datum(&self) -> $crate::record::Datum<'_> {
                $crate::record::Datum::Group($crate::record::Record::data(self))
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $yaml:literal) => { $yaml };
}

/// Declares an enum of words: how each is written, read and listed, all from one table.
#[macro_export]
macro_rules! words {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $word_doc:literal])* $variant:ident = $word:literal, )* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[doc = $word_doc])* $variant, )* }

        impl $name {
            /// Every word, in the order of the table.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];

            /// The word as it is written.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// The value that a word names.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::record::Field for $name {
            fn shape() -> $crate::record::Shape {
                $crate::record::Shape::Word(vec![ $( $word, )* ])
            }

            fn read(node: &$crate::node::Node, reader: &mut $crate::record::Reader) -> Option<Self> {
                let word = reader.scalar(node)?;
                if let Some(value) = Self::from_word(word) {
                    return Some(value);
                }
                let words: Vec<_> = Self::ALL.iter().map(|value| value.as_str()).collect();
                let help = $crate::diagnostic::did_you_mean(word, words.iter().copied())
                    .unwrap_or_else(|| format!("write one of {}", words.join(", ")));
                let message = format!("`{word}` is none of the values that this field knows");
                reader.refuse($crate::diagnostic::Code::BadValue, node.span, message, Some(help))
            }

            fn stand_in() -> Option<Self> {
                Self::ALL.first().copied()
            }

            fn datum(&self) -> $crate::record::Datum<'_> {
                $crate::record::Datum::Word(self.as_str())
            }
        }
    };
}
