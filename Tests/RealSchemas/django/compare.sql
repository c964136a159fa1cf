-- Tables that loaddata can fill, all columns, references as natural keys: name, number of key columns, query. Nothing here
-- is the program's, and no id is read but to follow a reference.
genre/1: SELECT name FROM library_genre
shelf/1: SELECT s.name, p.name, s.width FROM library_shelf s LEFT JOIN library_shelf p ON p.id = s.parent_id
author/1: SELECT a.name, f.title, g.name, a.born FROM library_author a LEFT JOIN library_book f ON f.id = a.favourite_id LEFT JOIN library_author g ON g.id = f.author_id
book/2: SELECT a.name, b.title, s.name, b.details FROM library_book b JOIN library_author a ON a.id = b.author_id LEFT JOIN library_shelf s ON s.id = b.shelf_id
book_genres/3: SELECT a.name, b.title, g.name FROM library_book_genres l JOIN library_book b ON b.id = l.book_id JOIN library_author a ON a.id = b.author_id JOIN library_genre g ON g.id = l.genre_id
book_alike/4: SELECT a.name, b.title, c.name, d.title FROM library_book_alike l JOIN library_book b ON b.id = l.from_book_id JOIN library_author a ON a.id = b.author_id JOIN library_book d ON d.id = l.to_book_id JOIN library_author c ON c.id = d.author_id
edition/3: SELECT a.name, b.title, e.number, e.published, p.number, p.book_id = e.book_id FROM library_edition e JOIN library_book b ON b.id = e.book_id JOIN library_author a ON a.id = b.author_id LEFT JOIN library_edition p ON p.id = e.previous_id
copy/1: SELECT c.label, a.name, b.title, e.number FROM library_copy c JOIN library_edition e ON e.id = c.edition_id JOIN library_book b ON b.id = e.book_id JOIN library_author a ON a.id = b.author_id
user/1: SELECT username, email, password, is_staff, is_superuser, is_active, first_name, last_name, last_login, date_joined FROM auth_user
group/1: SELECT name FROM auth_group
permission/3: SELECT c.app_label, c.model, p.codename, p.name FROM auth_permission p JOIN django_content_type c ON c.id = p.content_type_id
group_permissions/4: SELECT g.name, c.app_label, c.model, p.codename FROM auth_group_permissions l JOIN auth_group g ON g.id = l.group_id JOIN auth_permission p ON p.id = l.permission_id JOIN django_content_type c ON c.id = p.content_type_id
user_groups/2: SELECT u.username, g.name FROM auth_user_groups l JOIN auth_user u ON u.id = l.user_id JOIN auth_group g ON g.id = l.group_id
content_type/2: SELECT app_label, model FROM django_content_type
site/1: SELECT domain, name FROM django_site
tag/1: SELECT name, slug FROM taggit_tag
