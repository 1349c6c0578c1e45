//! Names in templates: every one must exist, also inside `{% if … %}`, where Tera takes an unknown name for "no" in silence.
//!
//! In go a template's text and what there is, out come all names that are not, with line, column and the nearest known
//! one. Names bound by `for` and `set` are followed to what they stand for; what a function returns is not looked into.

use std::collections::{BTreeMap, BTreeSet};

use tera::{Context, Value};

use super::catalogue;
use crate::model::name;

/// An unknown name: line and column from 1, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unknown {
    /// Line.
    pub(super) line: usize,
    /// Column, in characters.
    pub(super) column: usize,
    /// "không có tên “kỳ”; có phải “cap”?".
    pub(super) message: String,
}

/// A piece of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A dotted name and where it begins.
    Name(Vec<String>, usize),
    /// Anything else, as written.
    Sign(String),
}

/// What a bound name stands for: the path of what the context holds, or something made on the way.
type Bound = Option<String>;

/// All unknown names of a template.
pub(super) fn unknown(source: &str, context: &Context) -> Vec<Unknown> {
    let mut finder = Finder { source, context, scopes: vec![BTreeMap::new()], found: BTreeSet::new() };
    for (tokens, is_statement) in tags(source) {
        finder.tag(&tokens, is_statement);
    }
    finder.found.into_iter().collect()
}

struct Finder<'a> {
    source: &'a str,
    context: &'a Context,
    scopes: Vec<BTreeMap<String, Bound>>,
    found: BTreeSet<Unknown>,
}

impl Finder<'_> {
    fn tag(&mut self, tokens: &[Token], is_statement: bool) {
        let word = |at: usize| match tokens.get(at) {
            Some(Token::Name(parts, _)) if parts.len() == 1 => parts[0].as_str(),
            _ => "",
        };
        match (is_statement, word(0)) {
            (true, "for") => self.begin_loop(tokens),
            (true, "endfor") => drop(self.scopes.pop()),
            (true, "set" | "set_global") => {
                let value = tokens.get(3..).unwrap_or_default();
                self.expression(value);
                let stands_for = self.whole_path(value);
                if let Some(scope) = self.scopes.last_mut() {
                    scope.insert(word(1).to_owned(), stands_for);
                }
            }
            (true, "if" | "elif") => self.expression(tokens.get(1..).unwrap_or_default()),
            // Blocks, macros and inclusions name other templates.
            (true, _) => {}
            (false, _) => self.expression(tokens),
        }
    }

    /// `for d in danh_sach`, `for khoa, gia_tri in bang`.
    fn begin_loop(&mut self, tokens: &[Token]) {
        let is_in = |token: &Token| matches!(token, Token::Name(parts, _) if parts.len() == 1 && parts[0] == "in");
        let at = tokens.iter().position(is_in).unwrap_or(tokens.len());
        let (names, list) = (&tokens[..at], tokens.get(at + 1..).unwrap_or_default());
        self.expression(list);
        let names: Vec<&String> =
            names.iter().skip(1).filter_map(|t| if let Token::Name(parts, _) = t { parts.first() } else { None }).collect();
        let item = self.whole_path(list).map(|path| format!("{path}[]"));
        let mut scope: BTreeMap<String, Bound> = BTreeMap::from([("loop".to_owned(), None)]);
        let single = names.len() == 1;
        scope.extend(names.into_iter().map(|name| (name.clone(), item.clone().filter(|_| single))));
        self.scopes.push(scope);
    }

    /// The path in the context, where the tokens are one name and nothing else.
    fn whole_path(&self, tokens: &[Token]) -> Bound {
        match tokens {
            [Token::Name(parts, _)] => self.canonical(parts),
            _ => None,
        }
    }

    /// A dotted name with what is bound written out.
    fn canonical(&self, parts: &[String]) -> Bound {
        let (first, rest) = parts.split_first()?;
        let name = first.trim_end_matches("[]");
        let root = match self.scopes.iter().rev().find_map(|scope| scope.get(name)) {
            Some(bound) => format!("{}{}", bound.as_ref()?, &first[name.len()..]),
            None => first.clone(),
        };
        Some(std::iter::once(root).chain(rest.iter().cloned()).collect::<Vec<_>>().join("."))
    }

    fn expression(&mut self, tokens: &[Token]) {
        for (at, token) in tokens.iter().enumerate() {
            let Token::Name(parts, offset) = token else { continue };
            let sign = |at: Option<usize>| match at.and_then(|at| tokens.get(at)) {
                Some(Token::Sign(sign)) => sign.as_str(),
                Some(Token::Name(parts, _)) if parts.len() == 1 => parts[0].as_str(),
                _ => "",
            };
            let before = sign(at.checked_sub(1));
            // A filter, a test, a function, the name of an argument.
            let is_test = before == "is" || (before == "not" && sign(at.checked_sub(2)) == "is");
            let is_other = before == "|" || is_test || matches!(sign(Some(at + 1)), "(" | "=");
            if !(is_other || (parts.len() == 1 && WORDS.contains(&parts[0].as_str()))) {
                self.name(parts, *offset);
            }
        }
    }

    /// Is there such a name?
    fn name(&mut self, parts: &[String], offset: usize) {
        let first = parts[0].trim_end_matches("[]");
        let is_bound = self.scopes.iter().any(|scope| scope.contains_key(first));
        if !is_bound && !self.context.contains_key(first) {
            let known: Vec<&str> = catalogue::roots().filter(|root| self.context.contains_key(root)).collect();
            return self.say(offset, "không có tên", first, &known);
        }
        let Some(path) = self.canonical(parts) else { return };
        if let Some((wrong, siblings)) = missing_part(&path, self.context) {
            let place = parts.iter().position(|part| part.trim_end_matches("[]") == wrong).unwrap_or(0);
            let before: usize = parts[..place].iter().map(|part| part.len() + 1).sum();
            let known: Vec<&str> = siblings.iter().map(String::as_str).collect();
            let what = format!("trong “{}” không có", parts[..place].join("."));
            self.say(offset + before, &what, &wrong, &known);
        }
    }

    fn say(&mut self, offset: usize, what: &str, name: &str, known: &[&str]) {
        let before = &self.source[..offset.min(self.source.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let nearest = name::nearest(name, known.iter().copied());
        let hint = match nearest {
            Some(near) => format!("; có phải “{near}”?"),
            None if !known.is_empty() && known.len() <= 12 => format!("; chỉ có {}", known.join(", ")),
            None => String::new(),
        };
        self.found.insert(Unknown { line, column, message: format!("{what} “{name}”{hint}") });
    }
}

/// Words of the template language.
const WORDS: &[&str] =
    &["and", "or", "not", "in", "is", "if", "else", "true", "false", "True", "False", "none", "None", "loop", "__tera_context"];

/// The first part of a path that does not exist, and what there is in its place.
fn missing_part(path: &str, context: &Context) -> Option<(String, Vec<String>)> {
    let parts: Vec<&str> = path.split('.').collect();
    let mut value: Option<&Value> = context.get(parts[0].trim_end_matches("[]")).map(|value| item(value, parts[0]));
    let mut so_far = parts[0].to_owned();
    for part in &parts[1..] {
        let bare = part.trim_end_matches("[]");
        let described = catalogue::fields_of(&so_far);
        let held: Vec<String> = value.and_then(Value::as_map).map(keys).unwrap_or_default();
        let siblings = if described.is_empty() { held } else { described };
        if siblings.is_empty() {
            return None;
        }
        if !siblings.iter().any(|known| known == bare) {
            return Some((bare.to_owned(), siblings));
        }
        value = value.and_then(|value| value.get_from_path(bare)).map(|value| item(value, part));
        so_far = format!("{so_far}.{part}");
    }
    None
}

fn keys(map: &tera::Map) -> Vec<String> {
    let keys: BTreeSet<&str> = map.keys().filter_map(|key| key.as_str()).collect();
    keys.into_iter().map(str::to_owned).collect()
}

/// The first item of a list where the path asks for items.
fn item<'v>(value: &'v Value, part: &str) -> &'v Value {
    let first = value.as_array().and_then(<[Value]>::first);
    if part.ends_with("[]") { first.unwrap_or(value) } else { value }
}

/// The tags of a template: their tokens, and whether each is a statement.
fn tags(source: &str) -> Vec<(Vec<Token>, bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut raw = false;
    while let Some(open) = source[at..].find('{').map(|open| at + open) {
        let (close, is_statement) = match source.as_bytes().get(open + 1) {
            Some(b'{') => ("}}", false),
            Some(b'%') => ("%}", true),
            Some(b'#') => {
                at = source[open..].find("#}").map_or(source.len(), |end| open + end + 2);
                continue;
            }
            _ => {
                at = open + 1;
                continue;
            }
        };
        let (tokens, end) = tokens(source, open + 2, close);
        let word = match tokens.first() {
            Some(Token::Name(parts, _)) if is_statement => parts[0].as_str(),
            _ => "",
        };
        match word {
            "raw" => raw = true,
            "endraw" => raw = false,
            _ if !raw => found.push((tokens, is_statement)),
            _ => {}
        }
        at = end;
    }
    found
}

/// The length of an index with which a text begins: "[0]".
fn indexed(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('[')?.find(']')?;
    text[1..=digits].bytes().all(|b| b.is_ascii_digit()).then_some(digits + 2)
}

/// The tokens from `at` to the closing sign, and where it ends.
fn tokens(source: &str, mut at: usize, close: &str) -> (Vec<Token>, usize) {
    let mut tokens: Vec<Token> = Vec::new();
    while at < source.len() {
        let rest = &source[at..];
        if rest.starts_with(close) {
            return (tokens, at + close.len());
        }
        let Some(c) = rest.chars().next() else { break };
        if matches!(c, '"' | '\'' | '`') {
            at += rest[1..].find(c).map_or(rest.len(), |end| end + 2);
            tokens.push(Token::Sign("\"".to_owned()));
        } else if c.is_alphabetic() || c == '_' {
            let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let word = rest[..length].to_owned();
            match tokens.as_mut_slice() {
                [.., Token::Name(parts, _), Token::Sign(dot)] if dot == "." => {
                    parts.push(word);
                    tokens.pop();
                }
                // A field of what brackets give.
                [.., Token::Sign(_), Token::Sign(dot)] if dot == "." => tokens.push(Token::Sign(word)),
                _ => tokens.push(Token::Name(vec![word], at)),
            }
            at += length;
        } else if let (Some(length), Some(Token::Name(parts, _))) = (indexed(rest), tokens.last_mut()) {
            if let Some(last) = parts.last_mut() {
                last.push_str("[]");
            }
            at += length;
        } else {
            let sign = ["==", "!=", "<=", ">="].iter().find(|sign| rest.starts_with(**sign));
            let text = sign.map_or_else(|| c.to_string(), |sign| (*sign).to_owned());
            at += text.len();
            if !c.is_whitespace() {
                tokens.push(Token::Sign(text));
            }
        }
    }
    (tokens, source.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn context() -> Context {
        Context::from_serialize(&json!({
            "ky_bao_cao": "năm 2020",
            "cap": [{"ma": "co-so", "ten": "cấp cơ sở", "khoa_dang_ky": "x", "giai_doan": []}],
            "nop": {"phai_nop": 12, "da_nop": 11},
        }))
        .expect("a context")
    }

    #[track_caller]
    fn finds(source: &str, expected: &[&str]) {
        let found: Vec<String> =
            unknown(source, &context()).iter().map(|u| format!("{}:{} {}", u.line, u.column, u.message)).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn what_exists_is_not_told() {
        finds("{{ ky_bao_cao | hoa_dau }} {% if nop.da_nop > 0 and not cap %}a{% endif %}", &[]);
        finds(
            "{% for c in cap %}{{ c.ten }}{% if loop.last %}.{% endif %}{% for g in c.giai_doan %}{{ g.ten }}{% endfor %}{% endfor %}",
            &[],
        );
        finds(
            r#"{{ so(khoa="nop.khong_co", mac_dinh="la.la") }}{% set x = cap | length %}{{ x }}{# {{ sai }} #}{% raw %}{{ sai }}{% endraw %}"#,
            &[],
        );
        finds("{{ cap[0].ten }}{{ cap[0].giai_doan[0].khoa }}{{ nop[\"x\"].bat_ky }}", &[]);
        finds("{% if nop.da_nop is defined %}{% endif %}{{ nop.da_nop | default(value=1) }}", &[]);
    }

    #[test]
    fn unknown_names_are_told_with_place_and_nearest() {
        finds("a\n{% if ky_bao_ca %}b{% endif %}", &["2:7 không có tên “ky_bao_ca”; có phải “ky_bao_cao”?"]);
        finds("{{ nop.da_nopp }}", &["1:8 trong “nop” không có “da_nopp”; có phải “da_nop”?"]);
        finds(
            "{% for c in cap %}{% if c.tenn %}{% endif %}{% endfor %}{{ c }}",
            &["1:27 trong “c” không có “tenn”; có phải “ten”?", "1:60 không có tên “c”; chỉ có ky_bao_cao, cap, nop"],
        );
        finds(
            "{% for g in cap %}{% for x in g.giai_doan %}{{ x.khoas }}{% endfor %}{% endfor %}",
            &["1:50 trong “x” không có “khoas”; có phải “khoa”?"],
        );
    }
}
