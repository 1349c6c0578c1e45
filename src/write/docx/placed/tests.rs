//! Places read back from the XML.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{Cursor, Read as _};
use std::rc::Rc;

use super::*;
use crate::document::placed::{Drawing, Long, PlacedText};

fn place(name: &str, baseline_mm: f32) -> TextPlace {
    TextPlace {
        name: name.to_owned(),
        left_mm: 60.0,
        baseline_mm,
        width_mm: 177.0,
        align: Align::Center,
        font: "Times New Roman".to_owned(),
        size: 26.0,
        smallest: 14.0,
        bold: true,
        italic: false,
        upper: false,
        colour: "C00000".to_owned(),
        lines: 2,
        pitch_mm: Some(12.0),
        held: Held::First,
        long: Long::Wrap,
        rule: None,
        widening: 1.0,
    }
}

fn made(pages: Vec<Vec<PlacedText>>) -> (String, String, Placed) {
    let document = PlacedDocument {
        title: "Giấy khen".to_owned(),
        author: "UBND".to_owned(),
        width_mm: 297.0,
        height_mm: 210.0,
        drawings: vec![Drawing { lines: vec![vec![(10.0, 10.0), (287.0, 10.0)]], weight_pt: 1.0, ..Drawing::default() }],
        pages,
    };
    let placed = bytes(&document).unwrap();
    let part = |name: &str| {
        let mut text = String::new();
        zip::ZipArchive::new(Cursor::new(placed.bytes.as_slice()))
            .unwrap()
            .by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    };
    (part("word/document.xml"), part("word/styles.xml"), placed)
}

fn text(text: &str, place: &Rc<TextPlace>) -> PlacedText {
    PlacedText { text: text.to_owned(), place: Rc::clone(place) }
}

fn number(xml: &str, key: &str) -> f32 {
    xml.split(&format!("{key}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
}

#[test]
fn the_baseline_stands_where_the_place_says_whichever_line_it_is() {
    let name = "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” phường Vĩnh Thanh Vân, thành phố Rạch Giá, tỉnh Kiên Giang";
    for (held, lines_above) in [(Held::First, 0.0), (Held::Middle, 0.5), (Held::Last, 1.0)] {
        let held = Rc::new(TextPlace { held, ..place("ten", 100.0) });
        let (xml, ..) = made(vec![vec![text(name, &held)]]);
        assert_eq!(xml.matches("<w:framePr").count(), 2, "{xml}");
        let size = number(&xml, "w:sz w:val") / 2.0;
        let first_baseline = number(&xml, "w:y") / 20.0 + size * BASELINE;
        let expected = points(100.0 - 12.0 * lines_above);
        assert!((first_baseline - expected).abs() < 0.06, "{held:?}: {first_baseline} {expected}");
        assert!((number(&xml, "w:x") / 20.0 - points(60.0)).abs() < 0.05);
        // From line to line: the line's height and the space before the second.
        let second = xml.split("<w:p>").nth(2).unwrap();
        let pitch = (number(second, "w:before") + number(second, "w:line")) / 20.0;
        assert!((pitch - points(12.0)).abs() < 0.06, "{pitch}");
    }
}

#[test]
fn a_sheet_is_a_page_and_a_place_is_a_style() {
    let (name, post) = (Rc::new(place("ten", 100.0)), Rc::new(place("don_vi", 120.0)));
    let pages = (0..162).map(|at| vec![text(&format!("Ông A & {at}"), &name), text("Ấp 1", &post)]).collect();
    let (xml, styles, placed) = made(pages);
    assert_eq!(xml.matches(r#"<w:br w:type="page"/>"#).count(), 161);
    assert_eq!(styles.matches("w:styleId=\"TKO").count(), 2);
    assert!(xml.contains("Ông A &amp; 161") && placed.tight.is_empty() && placed.overlapping.is_empty());
    assert_eq!(xml.matches("<w:sectPr>").count(), 1);
}

#[test]
fn a_text_below_its_smallest_size_is_told() {
    let name = Rc::new(place("ten", 100.0));
    let (xml, _, placed) = made(vec![vec![text(&"Khéo vận động Nhân dân ".repeat(20), &name)]]);
    let [tight] = placed.tight.as_slice() else { panic!("{:?}", placed.tight) };
    assert!(tight.size < 14.0 && tight.place == "ten", "{tight:?}");
    assert!((number(&xml, "w:sz w:val") / 2.0 - tight.size).abs() < 0.01);
}

#[test]
fn places_that_run_into_one_another_are_told_once() {
    let (name, post) = (Rc::new(place("ten", 100.0)), Rc::new(place("don_vi", 105.0)));
    let page = vec![text("Ông A", &name), text("Ấp 1", &post)];
    let (.., placed) = made(vec![page.clone(), page]);
    assert_eq!(placed.overlapping, [["ten".to_owned(), "don_vi".to_owned()]]);
}
