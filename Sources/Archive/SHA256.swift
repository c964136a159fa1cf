internal import CLibCrypto

/// A SHA-256 digest (FIPS 180-4) of bytes as they pass by, by OpenSSL.
///
/// OpenSSL comes with libpq; a digest of our own in its stead would be slower, and a Swift package with one would take
/// longer to build than all of satchel.
public final class SHA256 {
    // SAFETY: owned by this object alone; freed in deinit.
    private let context: OpaquePointer

    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("no memory for a digest, or an OpenSSL without SHA-256")
        }
        self.context = context
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    func update(bufferPointer bytes: UnsafeRawBufferPointer) {
        let done = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(done == 1, "OpenSSL could not digest bytes")
    }

    /// The digest of a text's UTF-8 in hexadecimal.
    public static func hexadecimal(of text: String) -> String {
        let hash = SHA256()
        var text = text
        // SAFETY: the buffer is read within the closure only.
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        return hash.hexadecimal()
    }

    /// The digest of what was added so far, in hexadecimal.
    func hexadecimal() -> String {
        var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        // A copy is finished, so that more can be added afterwards.
        guard let copy = EVP_MD_CTX_new() else { preconditionFailure("no memory for a digest") }
        defer { EVP_MD_CTX_free(copy) }
        let done = EVP_MD_CTX_copy_ex(copy, context) == 1 && EVP_DigestFinal_ex(copy, &bytes, &count) == 1
        precondition(done, "OpenSSL could not finish a digest")
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.prefix(Int(count)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
