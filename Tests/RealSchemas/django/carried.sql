-- Tables that loaddata cannot fill, in the form of compare.sql; generic relations are read by Django in seen.py.
larger/1: SELECT l.code, r.extra FROM library_large l LEFT JOIN library_larger r ON r.large_ptr_id = l.id
redirect/2: SELECT s.domain, r.old_path, r.new_path FROM django_redirect r JOIN django_site s ON s.id = r.site_id
flatpage/4: SELECT p.url, p.title, p.content, s.domain, p.enable_comments, p.template_name, p.registration_required FROM django_flatpage p LEFT JOIN django_flatpage_sites l ON l.flatpage_id = p.id LEFT JOIN django_site s ON s.id = l.site_id
remark/1: SELECT r.slug, r.text, c.app_label, c.model, r.object_id IS NULL FROM library_remark r LEFT JOIN django_content_type c ON c.id = r.content_type_id
