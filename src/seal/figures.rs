//! `so-lieu.json` and its later version, figure by figure.

use std::collections::BTreeMap;

use serde_json::Value;

/// A figure that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureChange {
    /// Its key as `why` takes it; of one that is only in the older file its key there.
    pub key: String,
    /// As it was; `None` where the older file does not have it. Unknown is null.
    pub before: Option<Value>,
    /// As it is; `None` where the newer file does not have it.
    pub after: Option<Value>,
}

/// A leaf of the tree: what makes it the same in another version, its key here, its value.
struct Leaf {
    identity: String,
    key: String,
    value: Value,
}

/// Every figure that differs, in the order of the newer file; then those that only the older one has.
pub fn compare(old: &Value, new: &Value) -> Vec<FigureChange> {
    let (old, new) = (leaves(old), leaves(new));
    let before: BTreeMap<&str, &Leaf> = old.iter().map(|leaf| (leaf.identity.as_str(), leaf)).collect();
    let after: BTreeMap<&str, &Leaf> = new.iter().map(|leaf| (leaf.identity.as_str(), leaf)).collect();
    let changed = new.iter().filter_map(|leaf| {
        let known = before.get(leaf.identity.as_str()).map(|leaf| leaf.value.clone());
        // A figure that was unknown and is now not there, or the other way round, says nothing new.
        let same = known.as_ref().map_or(leaf.value.is_null(), |known| *known == leaf.value);
        (!same).then(|| FigureChange { key: leaf.key.clone(), before: known, after: Some(leaf.value.clone()) })
    });
    let gone = old.iter().filter(|leaf| !after.contains_key(leaf.identity.as_str()) && !leaf.value.is_null());
    let gone = gone.map(|leaf| FigureChange { key: leaf.key.clone(), before: Some(leaf.value.clone()), after: None });
    changed.chain(gone).collect()
}

fn leaves(tree: &Value) -> Vec<Leaf> {
    let mut found = Vec::new();
    for (head, value) in tree.as_object().into_iter().flatten().filter(|(head, _)| *head != "phien_ban") {
        walk(head.clone(), head.clone(), value, &mut found);
    }
    found
}

fn walk(identity: String, key: String, value: &Value, found: &mut Vec<Leaf>) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                walk(format!("{identity}.{name}"), format!("{key}.{name}"), inner, found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (nth, item) in items.iter().enumerate() {
                let code = item.get("ma").and_then(Value::as_str).map_or_else(|| nth.to_string(), str::to_owned);
                walk(format!("{identity}.{}", identified(item, nth)), format!("{key}.{code}"), item, found);
            }
        }
        leaf => found.push(Leaf { identity, key, value: leaf.clone() }),
    }
}

/// What makes an element of a list the same one in another version.
fn identified(item: &Value, nth: usize) -> String {
    let parts = ["ma", "chi_so", "hinh_thuc", "co_quan", "noi_dung", "tinh_trang", "luy_ke"];
    let told: Vec<String> = parts.iter().filter_map(|part| item.get(part)).map(ToString::to_string).collect();
    if told.is_empty() { nth.to_string() } else { told.join("|") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn elements_of_lists_are_known_again_by_what_they_are() {
        let award = |form: &str, total: u64| json!({"hinh_thuc": form, "co_quan": "UBND", "tong": total});
        let old = json!({"phien_ban": 1, "dang_ky": {"tong": 3, "luot": null}, "khen_thuong": [award("a", 1), award("b", 2)],
                         "chi_tieu": [{"ma": "x", "gia_tri": 1.5}], "nop": {"chua_nop": ["Xã A"]}});
        let new = json!({"phien_ban": 2, "dang_ky": {"tong": 4}, "khen_thuong": [award("b", 2), award("c", 5)],
                         "chi_tieu": [{"ma": "x", "gia_tri": 1.6}], "nop": {"chua_nop": []}});
        let found = compare(&old, &new);
        let told: Vec<(&str, Option<Value>, Option<Value>)> =
            found.iter().map(|c| (c.key.as_str(), c.before.clone(), c.after.clone())).collect();
        let (a, c) = (|leaf: &str| format!("khen_thuong.0.{leaf}"), |leaf: &str| format!("khen_thuong.1.{leaf}"));
        assert_eq!(told[0], ("dang_ky.tong", Some(json!(3)), Some(json!(4))));
        assert!(told.contains(&(c("tong").as_str(), None, Some(json!(5)))), "{told:?}");
        assert!(told.contains(&(a("tong").as_str(), Some(json!(1)), None)), "{told:?}");
        assert!(told.contains(&("chi_tieu.x.gia_tri", Some(json!(1.5)), Some(json!(1.6)))), "{told:?}");
        assert!(told.contains(&("nop.chua_nop", Some(json!(["Xã A"])), Some(json!([])))), "{told:?}");
        assert!(told.iter().all(|(_, before, _)| *before != Some(json!(2))), "{told:?}");
        assert_eq!(compare(&old, &old), []);
    }
}
