-- Rows of the archive break a check and a unique expression here.
ALTER TABLE event ADD CHECK (seats > 1000) NOT VALID;
DELETE FROM event;
DELETE FROM lead;
DELETE FROM fan;
DELETE FROM tagged;
DELETE FROM booking;
DELETE FROM use;
DELETE FROM slot;
UPDATE club SET title = 'RED' WHERE code = 'own';
DELETE FROM club WHERE code = 'red'
