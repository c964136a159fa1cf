/// Which values of a row are read, where a plan has masks.
package enum RowValues {
    /// Those that may leave the database.
    case travelling
    /// Those that the row has: rows are found, and named to those who see the database, by what is in it.
    case real
}
