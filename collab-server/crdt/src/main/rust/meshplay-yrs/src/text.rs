//! Replacing the content of a shared text while keeping what stays.

use yrs::{GetString, Text, TextRef, TransactionMut};

/// Makes `text` read `wanted`, touching only what lies between the common start and end, so that another's concurrent
/// edits elsewhere in the text survive. Answers whether anything changed.
pub(crate) fn replace(text: &TextRef, transaction: &mut TransactionMut<'_>, wanted: &str) -> bool {
    let current = text.get_string(transaction);
    if current == wanted {
        return false;
    }
    let length = text.len(transaction);
    if length != units(&current) {
        // embeds take up places that the string does not show: positions in it would be wrong
        text.remove_range(transaction, 0, length);
        text.insert(transaction, 0, wanted);
        return true;
    }
    let start = common_start(&current, wanted);
    let end = common_end(&current[start..], &wanted[start..]);
    let removed = &current[start..current.len() - end];
    let at = units(&current[..start]);
    if !removed.is_empty() {
        text.remove_range(transaction, at, units(removed));
    }
    text.insert(transaction, at, &wanted[start..wanted.len() - end]);
    true
}

/// Length in UTF-16 units, the positions of Yjs.
fn units(text: &str) -> u32 {
    text.chars().map(|character| character.len_utf16() as u32).sum()
}

/// Bytes of whole characters that both begin with.
fn common_start(left: &str, right: &str) -> usize {
    left.chars()
        .zip(right.chars())
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one.len_utf8())
        .sum()
}

/// Bytes of whole characters that both end with.
fn common_end(left: &str, right: &str) -> usize {
    let pairs = left.chars().rev().zip(right.chars().rev());
    pairs
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one.len_utf8())
        .sum()
}
