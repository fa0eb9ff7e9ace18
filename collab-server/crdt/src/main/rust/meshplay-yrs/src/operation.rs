//! The JSON operations of an edit: how they are read, and what they do.

use serde_json::{Map as Object, Value};
use yrs::{Any, Map, MapPrelim, MapRef, Out, TextPrelim, TransactionMut};

use crate::document::Roots;
use crate::{DEPTH_MAX, Fault, json, text};

/// One operation on the value under `path`: a root, then keys.
pub(crate) struct Operation {
    pub(crate) path: Vec<String>,
    pub(crate) action: Action,
}

/// What happens to the value.
pub(crate) enum Action {
    Set(Any),
    Create(Node),
    Delete,
    Text(String),
}

/// A shared type that does not exist yet.
pub(crate) enum Node {
    Map {
        entries: Vec<(String, Any)>,
        children: Vec<(String, Node)>,
    },
    Text(String),
}

impl Operation {
    /// Reads the array of operations; an unknown member is a mistake of the caller and refused as one.
    pub(crate) fn read(operations: &[u8]) -> Result<Vec<Operation>, Fault> {
        let operations: Value = serde_json::from_slice(operations).map_err(Fault::refused)?;
        let Value::Array(operations) = operations else {
            return Err(Fault::refused("operations are an array"));
        };
        operations
            .into_iter()
            .enumerate()
            .map(|(index, value)| Operation::one(value).map_err(at(index)))
            .collect()
    }

    fn one(value: Value) -> Result<Operation, Fault> {
        let mut members = members(value)?;
        let path = path(&mut members)?;
        let action = match take_string(&mut members, "op")?.as_str() {
            "set" => Action::Set(plain(take(&mut members, "value")?)?),
            "create" => Action::Create(node(&mut members, path.len())?),
            "delete" => Action::Delete,
            "text" => Action::Text(take_string(&mut members, "text")?),
            other => return Err(Fault::refused(format!("unknown op {other}"))),
        };
        nothing_left(&members)?;
        Ok(Operation { path, action })
    }

    /// The maps on the way, and the key in the last one.
    pub(crate) fn parent_and_key(&self) -> (&[String], &str) {
        let (key, parent) = self.path.split_last().expect("a path has at least two steps");
        (parent, key)
    }
}

fn at(index: usize) -> impl Fn(Fault) -> Fault {
    move |fault| match fault {
        Fault::Refused(why) => Fault::Refused(format!("operation {index}: {why}")),
        Fault::Broke(_) | Fault::Poisoned => fault,
    }
}

fn path(members: &mut Object<String, Value>) -> Result<Vec<String>, Fault> {
    let Value::Array(steps) = take(members, "path")? else {
        return Err(Fault::refused("path is not an array"));
    };
    if steps.len() < 2 || steps.len() > DEPTH_MAX {
        return Err(Fault::refused(format!("a path has 2 to {DEPTH_MAX} steps")));
    }
    let strings = steps.into_iter().map(|step| match step {
        Value::String(step) => Ok(step),
        _ => Err(Fault::refused("a step of a path is a string")),
    });
    strings.collect()
}

fn node(members: &mut Object<String, Value>, depth: usize) -> Result<Node, Fault> {
    if depth > DEPTH_MAX {
        return Err(Fault::refused(format!("nested deeper than {DEPTH_MAX}")));
    }
    match take_string(members, "type")?.as_str() {
        "text" => Ok(Node::Text(take_string(members, "text")?)),
        "map" => {
            let entries = optional(members, "entries")?;
            let children = optional(members, "children")?;
            if let Some(twice) = entries.keys().find(|key| children.contains_key(*key)) {
                return Err(Fault::refused(format!("{twice} is an entry and a child")));
            }
            let entries = entries.into_iter().map(|(key, value)| Ok((key, plain(value)?)));
            let children = children.into_iter().map(|(key, value)| {
                let mut inner = self::members(value)?;
                let child = node(&mut inner, depth + 1)?;
                nothing_left(&inner)?;
                Ok((key, child))
            });
            Ok(Node::Map {
                entries: entries.collect::<Result<_, Fault>>()?,
                children: children.collect::<Result<_, Fault>>()?,
            })
        }
        other => Err(Fault::refused(format!("unknown type {other}"))),
    }
}

fn plain(value: Value) -> Result<Any, Fault> {
    if json::depth(&value) > DEPTH_MAX {
        return Err(Fault::refused(format!("a value nested deeper than {DEPTH_MAX}")));
    }
    Ok(json::any(&value))
}

fn members(value: Value) -> Result<Object<String, Value>, Fault> {
    match value {
        Value::Object(members) => Ok(members),
        _ => Err(Fault::refused("not an object")),
    }
}

fn optional(members: &mut Object<String, Value>, name: &str) -> Result<Object<String, Value>, Fault> {
    members.remove(name).map_or_else(|| Ok(Object::new()), self::members)
}

fn take(members: &mut Object<String, Value>, name: &str) -> Result<Value, Fault> {
    members
        .remove(name)
        .ok_or_else(|| Fault::refused(format!("{name} is missing")))
}

fn take_string(members: &mut Object<String, Value>, name: &str) -> Result<String, Fault> {
    match take(members, name)? {
        Value::String(text) => Ok(text),
        _ => Err(Fault::refused(format!("{name} is not a string"))),
    }
}

fn nothing_left(members: &Object<String, Value>) -> Result<(), Fault> {
    match members.keys().next() {
        None => Ok(()),
        Some(name) => Err(Fault::refused(format!("unknown member {name}"))),
    }
}

/// Does a checked operation; answers whether it changed the document. A failure here is a mistake of the check, and
/// comes when the transaction may have changed things: it breaks the document.
pub(crate) fn perform(
    operation: &Operation,
    transaction: &mut TransactionMut<'_>,
    roots: &Roots,
) -> Result<bool, Fault> {
    let (parent, key) = operation.parent_and_key();
    let unchecked = || Fault::Broke("an edit passed its check and then failed".to_owned());
    let map = find(parent, transaction, roots).ok_or_else(unchecked)?;
    match &operation.action {
        Action::Set(value) => {
            let differs = !matches!(map.get(transaction, key), Some(Out::Any(held)) if held == *value);
            if differs {
                map.insert(transaction, key, value.clone());
            }
            Ok(differs)
        }
        Action::Create(node) => {
            create(&map, transaction, key, node);
            Ok(true)
        }
        Action::Delete => Ok(map.remove(transaction, key).is_some()),
        Action::Text(wanted) => match map.get(transaction, key) {
            Some(Out::YText(held)) => Ok(text::replace(&held, transaction, wanted)),
            _ => Err(unchecked()),
        },
    }
}

fn find(path: &[String], transaction: &TransactionMut<'_>, roots: &Roots) -> Option<MapRef> {
    let (root, keys) = path.split_first()?;
    let (_, map) = roots.iter().find(|(name, _)| name == root)?;
    keys.iter()
        .try_fold(map.clone(), |map, key| match map.get(transaction, key) {
            Some(Out::YMap(inner)) => Some(inner),
            _ => None,
        })
}

/// Depth is bounded by [`node`]. Entries go in one by one, in order: the same edit is the same bytes.
fn create(map: &MapRef, transaction: &mut TransactionMut<'_>, key: &str, node: &Node) {
    match node {
        Node::Text(text) => {
            map.insert(transaction, key, TextPrelim::new(text.as_str()));
        }
        Node::Map { entries, children } => {
            let made = map.insert(transaction, key, MapPrelim::default());
            for (key, value) in entries {
                made.insert(transaction, key.as_str(), value.clone());
            }
            for (key, child) in children {
                create(&made, transaction, key, child);
            }
        }
    }
}
