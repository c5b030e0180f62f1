/*
 * unpack.ts: the engine's module from the letters it stands in the page as.
 *
 * build.mjs writes them: the module by LZMA, which takes a ninth off what the browser's own gzip
 * would leave, and of that four bytes in five letters of 85, none of which means anything in HTML.
 * The decoder follows the specification in 7-Zip's LZMA SDK (DOC/lzma-specification.txt), whose names
 * the variables have.
 */

function bytesOf(text: string): Uint8Array {
    const digit = new Uint8Array(127)
    let n = 0
    for (let c = 33; c < 126; c++) if (!'<>&"\'\\`'.includes(String.fromCharCode(c))) digit[c] = n++
    const bytes = new DataView(new ArrayBuffer((text.length / 5) * 4))
    for (let at = 0, to = 0; at < text.length; to += 4) {
        let word = 0
        for (let k = 0; k < 5; k++) word = word * 85 + digit[text.charCodeAt(at++)]!
        bytes.setUint32(to, word)
    }
    return new Uint8Array(bytes.buffer)
}

/* Where each set of probabilities begins. */
const IS_REP = 192
const IS_REP_G0 = 204
const IS_REP_G1 = 216
const IS_REP_G2 = 228
const IS_REP0_LONG = 240
const POS_SLOT = 432
const POS_DECODERS = 688
const ALIGN = 803
const LEN = 819
const REP_LEN = 1333
const LITERALS = 1847

/* A file of LZMA alone that states its size, which is below 4 GiB and true: it came with us. */
function decode(input: Uint8Array): Uint8Array<ArrayBuffer> {
    const header = new DataView(input.buffer)
    const properties = input[0]!
    const lc = properties % 9
    const lp = Math.floor(properties / 9) % 5
    const posMask = (1 << Math.floor(properties / 45)) - 1
    const out = new Uint8Array(header.getUint32(5, true))
    const probs = new Uint16Array(LITERALS + (0x300 << (lc + lp))).fill(1024)
    const coder = new Uint32Array([0xffffffff, header.getUint32(14)]) /* range, code */
    let at = 18

    const normalize = () => {
        if (coder[0]! < 0x1000000) {
            coder[0] = coder[0]! << 8
            coder[1] = (coder[1]! << 8) | input[at++]!
        }
    }
    const bit = (i: number): number => {
        const p = probs[i]!
        const bound = (coder[0]! >>> 11) * p
        const one = coder[1]! >= bound
        if (one) {
            probs[i] = p - (p >> 5)
            coder[0]! -= bound
            coder[1]! -= bound
        } else {
            probs[i] = p + ((2048 - p) >> 5)
            coder[0] = bound
        }
        normalize()
        return one ? 1 : 0
    }
    const direct = (bits: number): number => {
        let value = 0
        while (bits-- > 0) {
            coder[0]! >>>= 1
            const one = coder[1]! >= coder[0]!
            if (one) coder[1]! -= coder[0]!
            value = (value << 1) | (one ? 1 : 0)
            normalize()
        }
        return value
    }
    const tree = (base: number, bits: number): number => {
        let m = 1
        for (let i = 0; i < bits; i++) m = (m << 1) | bit(base + m)
        return m - (1 << bits)
    }
    const reverseTree = (base: number, bits: number): number => {
        let m = 1
        let value = 0
        for (let i = 0; i < bits; i++) {
            const b = bit(base + m)
            m = (m << 1) | b
            value |= b << i
        }
        return value
    }
    const length = (base: number, posState: number): number => {
        if (bit(base) === 0) return tree(base + 2 + posState * 8, 3)
        if (bit(base + 1) === 0) return 8 + tree(base + 130 + posState * 8, 3)
        return 16 + tree(base + 258, 8)
    }
    const distance = (len: number): number => {
        const slot = tree(POS_SLOT + 64 * Math.min(len, 3), 6)
        if (slot < 4) return slot
        const bits = (slot >> 1) - 1
        const dist = (2 | (slot & 1)) << bits
        if (slot < 14) return dist + reverseTree(POS_DECODERS + dist - slot, bits)
        return dist + (direct(bits - 4) << 4) + reverseTree(ALIGN, 4)
    }

    let state = 0
    let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0]
    for (let pos = 0; pos < out.length; ) {
        const posState = pos & posMask
        if (bit(state * 16 + posState) === 0) {
            const before = pos > 0 ? out[pos - 1]! : 0
            const base = LITERALS + 0x300 * (((pos & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)))
            let symbol = 1
            if (state >= 7) {
                let match = out[pos - rep0 - 1]!
                while (symbol < 0x100) {
                    const wanted = (match >> 7) & 1
                    match <<= 1
                    const b = bit(base + ((1 + wanted) << 8) + symbol)
                    symbol = (symbol << 1) | b
                    if (b !== wanted) break
                }
            }
            while (symbol < 0x100) symbol = (symbol << 1) | bit(base + symbol)
            out[pos++] = symbol
            state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6
            continue
        }
        let len: number
        if (bit(IS_REP + state) === 0) {
            len = length(LEN, posState)
            ;[rep3, rep2, rep1, rep0] = [rep2, rep1, rep0, distance(len)]
            state = state < 7 ? 7 : 10
        } else {
            if (bit(IS_REP_G0 + state) === 0) {
                if (bit(IS_REP0_LONG + state * 16 + posState) === 0) {
                    out[pos] = out[pos - rep0 - 1]!
                    pos++
                    state = state < 7 ? 9 : 11
                    continue
                }
            } else if (bit(IS_REP_G1 + state) === 0) [rep1, rep0] = [rep0, rep1]
            else if (bit(IS_REP_G2 + state) === 0) [rep2, rep1, rep0] = [rep1, rep0, rep2]
            else [rep3, rep2, rep1, rep0] = [rep2, rep1, rep0, rep3]
            len = length(REP_LEN, posState)
            state = state < 7 ? 8 : 11
        }
        for (const end = pos + len + 2; pos < end; pos++) out[pos] = out[pos - rep0 - 1]!
    }
    return out
}

export const unpack = (text: string) => decode(bytesOf(text))
