//! Entities of web pages (`&agrave;`, `&#7841;`, `&nbsp;`) → characters; what is no entity stays as written.

/// Names of U+00A0 to U+00FF, in order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro \
    para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute \
    Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute \
    THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde \
    ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Others that occur in such pages.
const OTHERS: [(&str, char); 17] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("bull", '•'),
    ("radic", '√'),
    ("check", '✓'),
    ("emsp", '\u{2003}'),
    ("zwnj", '\u{200c}'),
];

/// Longest name.
const LONGEST: usize = 10;

/// The text with its entities resolved.
pub(super) fn resolve(text: &str) -> String {
    let Some((head, mut rest)) = text.split_once('&') else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    out.push_str(head);
    loop {
        let known = rest.bytes().take(LONGEST).position(|b| b == b';').and_then(|end| Some((character(rest.get(..end)?)?, end)));
        match known {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
        let Some((text, after)) = rest.split_once('&') else { break };
        out.push_str(text);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    let latin = LATIN.split_whitespace().zip(0xa0_u32..).find(|(known, _)| *known == name);
    let other = || OTHERS.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    latin.and_then(|(_, code)| char::from_u32(code)).or_else(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_become_characters() {
        assert_eq!(resolve("M&ocirc; h&igrave;nh &#7841;&#x1EA1;&nbsp;&amp;&yuml;"), "Mô hình ạạ\u{a0}&ÿ");
    }

    #[test]
    fn what_is_none_stays() {
        for text in ["A & B", "&", "&;", "&khong;", "a=1&b=2", "&#0;", "&#99999999;", "&ư;"] {
            assert_eq!(resolve(text), text);
        }
    }
}
