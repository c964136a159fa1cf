internal import Crypto

extension SHA256 {
    /// The digest of what was added so far, in hexadecimal.
    func hexadecimal() -> String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
