package io.meshplay.crdt;

/** Updates that yjs 13.6.33 wrote. */
final class Golden {
    static final String MAP_SET = "0101010028010a636f6d706f6e656e74730263310177017800";
    static final String MAP_SET_AGAIN = "01010101a80100017701790101010001";
    static final String TYPED_1 = "010101000401017402686500";
    static final String TYPED_2 = "01010102840101036c6c6f00";
    static final String TYPED_ALL = "01010100040101740568656c6c6f00";
    static final String TYPED_ALL_AND_MORE = "01010100040101740668656c6c6f2100";

    /** Client 1: a component with notes "hi". */
    static final String COMPONENT = "0103010027010a636f6d706f6e656e74730263310127000100056e6f746573020400010102686900";

    static final String COMPONENT_DELETED = "000101010004";

    /** Client 2, before it saw the delete: text behind the notes, a key in the component. */
    static final String EDIT_INSIDE = "01010200840103012100";

    static final String SET_INSIDE = "0101020128000100046e616d650177016e00";

    /** Client 1: "a", a pair of surrogates, "b"; then its second half deleted; then the whole state. */
    static final String PAIR = "01010100040101740661f09f98806200";

    static final String PAIR_HALF_DELETED = "000101010201";
    static final String PAIR_STATE = "01030100040101740461efbfbd8101010184010201620101010201";
    static final String FIRST = "0101010004010174016100";
    static final String SECOND = "01010101840100016200";
    static final String THIRD = "01010102840101016300";

    /** The first and the third with a Skip between them. */
    static final String GAP_MERGED = "010301000401017401610a01840101016300";

    static final String KEY_RUN = "010201002101016d016b04a80103017d040101010004";
    static final String ATTRIBUTES =
            "0108010028010174046c616e6701770264650701017803036469762800010102696401770131070001010628000103016b"
                    + "017701760600010304626f6c64047472756584010502686986010704626f6c64046e756c6c00";
    static final String CONCURRENT_A = "010101000401017402414100";
    static final String CONCURRENT_B = "010102000401017402424200";
    static final String ARRAY = "0101010008010161047d017d027d03760201617d0101627d0200";
    static final String ARRAY_ALL = "0101010008010161067d017d027d03760201617d0101627d027d057d0600";
    static final String ARRAY_DELETE = "000101010101";

    private Golden() {}
}
