use yrs::updates::decoder::Decode;
use yrs::{
    Any, ArrayPrelim, ClientID, Doc, Map, MapPrelim, Number, Options, ReadTxn, StateVector, Transact, WriteTxn,
    XmlElementPrelim,
};

use crate::{Document, Fault};

fn document() -> Document {
    Document::new(1, &["m".to_owned()]).expect("a document")
}

fn projected(document: &Document) -> String {
    String::from_utf8(document.project().expect("a projection")).expect("UTF-8")
}

/// What a foreign client wrote with the whole of Yjs.
fn state_of(write: impl FnOnce(&mut yrs::TransactionMut<'_>, &yrs::MapRef)) -> Vec<u8> {
    let doc = Doc::with_options(Options::with_client_id(ClientID::new(2)));
    let mut transaction = doc.transact_mut();
    let map = transaction.get_or_insert_map("m");
    write(&mut transaction, &map);
    transaction.encode_diff_v1(&StateVector::default())
}

#[test]
fn projects_every_type() {
    let state = state_of(|transaction, map| {
        map.insert(
            transaction,
            "array",
            ArrayPrelim::from([Any::from("x"), Any::Undefined]),
        );
        map.insert(transaction, "bytes", Any::from(vec![1u8, 2, 3, 255]));
        map.insert(transaction, "float", Any::from(0.25));
        map.insert(transaction, "nan", Any::from(f64::NAN));
        map.insert(transaction, "infinite", Any::from(f64::INFINITY));
        map.insert(transaction, "time", Any::Number(Number::Float(1_700_000_000_000.0)));
        map.insert(transaction, "big", Any::Number(Number::Int(i64::MAX - 1)));
        map.insert(transaction, "xml", XmlElementPrelim::empty("p"));
        map.insert(
            transaction,
            "sub",
            Doc::with_options(Options::with_guid_and_client_id("g".into(), ClientID::new(3))),
        );
    });
    let document = document();
    document.apply(&[state]).expect("applied");

    let json = projected(&document);

    assert_eq!(
        json,
        concat!(
            r#"{"m":{"array":["x",null],"big":9223372036854775806,"bytes":"AQID/w==","float":0.25,"infinite":null,"#,
            r#""nan":null,"sub":{"guid":"g"},"time":1700000000000,"xml":null}}"#
        )
    );
}

#[test]
fn projects_nothing_below_64_levels() {
    let state = state_of(|transaction, map| {
        let mut map = map.clone();
        for _ in 0..200 {
            map = map.insert(transaction, "k", MapPrelim::default());
        }
    });
    let document = document();
    document.apply(&[state]).expect("applied");

    let json = projected(&document);

    assert_eq!(json.matches('{').count(), 65); // the object of the roots, and 64 levels
    assert!(json.contains("null"));
}

#[test]
fn integers_are_plain_numbers_for_yjs() {
    for (written, tag) in [
        ("9007199254740991", 123u8),
        ("-9007199254740991", 123),
        ("7", 125),
        ("1e300", 123),
        ("9223372036854775807", 124),
    ] {
        let document = document();
        let operations = format!(r#"[{{"op":"set","path":["m","k"],"value":{written}}}]"#);

        let update = document.edit(operations.as_bytes()).expect("an update");

        let content = update.iter().position(|byte| *byte == tag);
        assert!(content.is_some(), "{written}: {update:?}");
        assert!(!update[..update.len() - 1].contains(&122), "{written} is a BigInt");
    }
}

#[test]
fn a_plan_sees_what_the_operations_before_did() {
    let document = document();
    let create = r#"{"op":"create","path":["m","a"],"type":"map","entries":{"x":1},"children":{"t":{"type":"text","text":"one"}}}"#;
    let set = |path: &str| format!(r#"{{"op":"set","path":{path},"value":2}}"#);
    let delete = r#"{"op":"delete","path":["m","a"]}"#;
    let edit = |parts: &[&str]| document.edit(format!("[{}]", parts.join(",")).as_bytes());

    let inside = set(r#"["m","a","x"]"#);
    let over_text = set(r#"["m","a","t"]"#);
    let over_map = set(r#"["m","a"]"#);
    assert!(edit(&[create, &inside, r#"{"op":"text","path":["m","a","t"],"text":"two"}"#]).is_ok());
    assert_eq!(projected(&document), r#"{"m":{"a":{"t":"two","x":2}}}"#);
    assert!(matches!(edit(&[create, &over_text]), Err(Fault::Refused(_))));
    assert!(matches!(edit(&[delete, &inside]), Err(Fault::Refused(_))));
    assert!(matches!(edit(&[&over_map]), Err(Fault::Refused(_))));
    assert!(edit(&[delete, &over_map]).is_ok());
    assert_eq!(projected(&document), r#"{"m":{"a":2}}"#);
}

#[test]
fn refuses_what_is_nested_too_deep() {
    let document = document();
    let value = "[".repeat(65) + &"]".repeat(65);
    let operations = format!(r#"[{{"op":"set","path":["m","k"],"value":{value}}}]"#);

    assert!(matches!(document.edit(operations.as_bytes()), Err(Fault::Refused(_))));
    assert!(matches!(
        document.edit("[".repeat(5000).as_bytes()),
        Err(Fault::Refused(_))
    ));
}

#[test]
fn an_update_of_an_edit_is_read_again() {
    let document = document();
    let operations = br#"[{"op":"set","path":["m","k"],"value":1},{"op":"set","path":["m","k"],"value":2},{"op":"delete","path":["m","k"]}]"#;

    let update = document.edit(operations).expect("an update");

    assert!(yrs::Update::decode_v1(&update).is_ok());
    let other = self::document();
    other.apply(&[update]).expect("applied");
    assert_eq!(other.snapshot(), document.snapshot());
}
