internal import CLibPQ

/// Where libpq leaves the server's notices.
final class NoticeBox {
    var handler: ((ServerError) -> Void)?
    var isEnglish = false
    /// How many have come, so that COPY can tell a notice from a refusal.
    private(set) var count = 0

    func install(on handle: OpaquePointer) {
        // SAFETY: the connection owns this box and outlives every call of libpq that delivers a notice.
        PQsetNoticeReceiver(
            handle,
            { box, result in
                guard let box, let result else { return }
                Unmanaged<NoticeBox>.fromOpaque(box).takeUnretainedValue().receive(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func receive(_ result: OpaquePointer) {
        count += 1
        handler?(ServerError(result, isEnglish: isEnglish))
    }
}
