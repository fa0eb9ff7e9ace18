//! From shared types to JSON, and from JSON to the values of Yjs.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;
use yrs::any::Number;
use yrs::{Any, Array, GetString, Map, Out, ReadTxn};

use crate::DEPTH_MAX;
use crate::document::Roots;

/// The roots in the order of their declaration; everything below them sorted by key.
pub(crate) fn roots<T: ReadTxn>(transaction: &T, roots: &Roots) -> Vec<u8> {
    let mut json = Vec::with_capacity(4096);
    let members = roots.iter().map(|(name, map)| (name.as_str(), map));
    object(&mut json, members, |json, map| shared_map(json, transaction, map, 1));
    json
}

fn shared_map<T: ReadTxn>(json: &mut Vec<u8>, transaction: &T, map: &yrs::MapRef, depth: usize) {
    let mut members: Vec<(&str, Out)> = map.iter(transaction).collect();
    members.sort_unstable_by(|left, right| left.0.cmp(right.0));
    object(json, members, |json, value| {
        shared(json, transaction, &value, depth + 1)
    });
}

/// A shared type or a plain value; what lies deeper than `DEPTH_MAX` is null, so that no input exhausts the stack.
fn shared<T: ReadTxn>(json: &mut Vec<u8>, transaction: &T, value: &Out, depth: usize) {
    if depth > DEPTH_MAX {
        return null(json);
    }
    match value {
        Out::Any(any) => plain(json, any, depth),
        Out::YText(text) => string(json, &text.get_string(transaction)),
        Out::YArray(array) => list(json, array.iter(transaction), |json, item| {
            shared(json, transaction, &item, depth + 1)
        }),
        Out::YMap(map) => shared_map(json, transaction, map, depth),
        Out::YDoc(doc) => object(json, [("guid", doc.guid())], |json, guid| string(json, &guid)),
        Out::YXmlElement(_) | Out::YXmlFragment(_) | Out::YXmlText(_) | Out::UndefinedRef(_) => null(json),
    }
}

fn plain(json: &mut Vec<u8>, any: &Any, depth: usize) {
    if depth > DEPTH_MAX {
        return null(json);
    }
    match any {
        Any::Null | Any::Undefined => null(json),
        Any::Bool(value) => json.extend_from_slice(if *value { b"true" } else { b"false" }),
        Any::Number(Number::Int(value)) => json.extend_from_slice(value.to_string().as_bytes()),
        Any::Number(Number::Float(value)) => float(json, *value),
        Any::String(value) => string(json, value),
        Any::Buffer(bytes) => base64(json, bytes),
        Any::Array(items) => list(json, items.iter(), |json, item| plain(json, item, depth + 1)),
        Any::Map(map) => {
            let mut members: Vec<(&str, &Any)> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
            members.sort_unstable_by(|left, right| left.0.cmp(right.0));
            object(json, members, |json, value| plain(json, value, depth + 1));
        }
    }
}

fn object<'a, V>(
    json: &mut Vec<u8>,
    members: impl IntoIterator<Item = (&'a str, V)>,
    mut write: impl FnMut(&mut Vec<u8>, V),
) {
    json.push(b'{');
    for (index, (key, value)) in members.into_iter().enumerate() {
        if index > 0 {
            json.push(b',');
        }
        string(json, key);
        json.push(b':');
        write(json, value);
    }
    json.push(b'}');
}

fn list<V>(json: &mut Vec<u8>, items: impl Iterator<Item = V>, mut write: impl FnMut(&mut Vec<u8>, V)) {
    json.push(b'[');
    for (index, item) in items.enumerate() {
        if index > 0 {
            json.push(b',');
        }
        write(json, item);
    }
    json.push(b']');
}

fn null(json: &mut Vec<u8>) {
    json.extend_from_slice(b"null");
}

/// Yjs writes whole numbers above 2^31 as floats: they read as integers again.
fn float(json: &mut Vec<u8>, value: f64) {
    match Number::try_i64(value) {
        Number::Int(whole) => json.extend_from_slice(whole.to_string().as_bytes()),
        Number::Float(value) => json.extend_from_slice(Value::from(value).to_string().as_bytes()), // not finite: null
    }
}

fn string(json: &mut Vec<u8>, text: &str) {
    json.extend_from_slice(Value::from(text).to_string().as_bytes());
}

/// RFC 4648 §4, with padding.
fn base64(json: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    json.push(b'"');
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            json.push(if digit <= group.len() {
                DIGITS[value as usize]
            } else {
                b'='
            });
        }
    }
    json.push(b'"');
}

/// The value as Yjs holds it. An integer that JavaScript cannot count is a float, as `JSON.parse` would read it: yrs
/// would write it as a BigInt, which no client of ours expects.
pub(crate) fn any(value: &Value) -> Any {
    match value {
        Value::Null => Any::Null,
        Value::Bool(value) => Any::Bool(*value),
        Value::Number(number) => Any::Number(match number.as_i64() {
            Some(whole) if whole.abs_diff(0) <= Number::I64_MAX_SAFE_INTEGER.abs_diff(0) => Number::Int(whole),
            _ => Number::Float(number.as_f64().unwrap_or_default()),
        }),
        Value::String(text) => Any::from(text.as_str()),
        Value::Array(items) => Any::Array(items.iter().map(any).collect::<Arc<[Any]>>()),
        Value::Object(members) => {
            let members: HashMap<String, Any> = members.iter().map(|(key, value)| (key.clone(), any(value))).collect();
            Any::Map(Arc::new(members))
        }
    }
}

/// How deep arrays and objects are nested in `value`; serde_json has bounded it already, so this recursion is safe.
pub(crate) fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}
