extension Seal {
    /// The first difference between the sealed members and those that were found; nil where there is none.
    func difference(to found: [ArchiveMember]) -> String? {
        for (position, (sealed, found)) in zip(members, found).enumerated() {
            let name = Damage.member(sealed.name, number: position + 1)
            guard sealed.name == found.name else { return "\"\(found.name)\" stands where the seal has \(name)" }
            guard sealed.bytes == found.bytes else {
                return "\(name) has \(found.bytes) bytes, by the seal \(sealed.bytes)"
            }
            guard sealed.rows == found.rows else { return "\(name) has \(found.rows) rows, by the seal \(sealed.rows)" }
            guard sealed.sha256 == found.sha256 else { return "the checksum of \(name) is not the one in the seal" }
        }
        if members.count > found.count {
            return Damage.member(members[found.count].name, number: found.count + 1) + " is in the seal, but is missing"
        }
        return found.count > members.count ? "\"\(found[members.count].name)\" is not in the seal" : nil
    }
}
