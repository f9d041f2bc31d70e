-- A database of decisions as commit 89b99fc wrote it in SQLite, before versions: the dump of a real one,
-- made by running that commit.
BEGIN TRANSACTION;
CREATE TABLE action (
	id INTEGER NOT NULL, 
	indicator VARCHAR NOT NULL, 
	breakdown VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	grain VARCHAR NOT NULL, 
	found_from DATE NOT NULL, 
	found_on DATE NOT NULL, 
	direction VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	due_on DATE NOT NULL, 
	for_scrutiny BOOLEAN NOT NULL, 
	noted_by VARCHAR NOT NULL, 
	noted_at DATETIME NOT NULL, 
	done_on DATE, 
	done_by VARCHAR, 
	done_at DATETIME, 
	withdrawn_by VARCHAR, 
	withdrawn_at DATETIME, 
	PRIMARY KEY (id)
);
INSERT INTO "action" VALUES(1,'re_referrals','all','All','month','2026-08-01','2026-10-31','above','for the board','Head','2099-01-01',0,'A Person','2026-11-29 03:17:31.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "action" VALUES(2,'re_referrals','all','All','month','2026-08-01','2026-10-31','above','for all','Head','2099-01-01',1,'A Person','2026-11-29 03:17:31.000000','2026-11-01','B Person','2026-11-29 03:17:31.000000',NULL,NULL);
INSERT INTO "action" VALUES(3,'re_referrals','team','Duty and Assessment','month','2026-08-01','2026-10-31','above','taken back','Head','2099-01-01',0,'A Person','2026-11-29 03:17:32.000000',NULL,NULL,NULL,'B Person','2026-11-29 03:17:32.000000');
CREATE TABLE comment (
	id INTEGER NOT NULL, 
	indicator VARCHAR NOT NULL, 
	breakdown VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	grain VARCHAR NOT NULL, 
	period_start DATE NOT NULL, 
	period_end DATE NOT NULL, 
	text VARCHAR NOT NULL, 
	for_board BOOLEAN NOT NULL, 
	for_scrutiny BOOLEAN NOT NULL, 
	written_by VARCHAR NOT NULL, 
	written_at DATETIME NOT NULL, 
	replaces INTEGER, 
	withdrawn_by VARCHAR, 
	withdrawn_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (replaces), 
	FOREIGN KEY(replaces) REFERENCES comment (id)
);
INSERT INTO "comment" VALUES(1,'re_referrals','all','All','month','2026-09-01','2026-09-30','own',0,0,'A Person','2026-11-29 03:17:31.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(2,'re_referrals','all','All','month','2026-09-01','2026-09-30','for the board',1,0,'A Person','2026-11-29 03:17:31.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(3,'re_referrals','all','All','month','2026-09-01','2026-09-30','for all',1,1,'A Person','2026-11-29 03:17:31.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(4,'re_referrals','team','Duty and Assessment','month','2026-09-01','2026-09-30','a team''s',1,0,'B Person','2026-11-29 03:17:31.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(5,'re_referrals','all','All','month','2026-09-01','2026-09-30','corrected',0,1,'B Person','2026-11-29 03:17:31.000000',3,NULL,NULL);
INSERT INTO "comment" VALUES(6,'re_referrals','all','All','month','2026-09-01','2026-09-30','taken back',0,0,'A Person','2026-11-29 03:17:31.000000',NULL,'C Person','2026-11-29 03:17:31.000000');
CREATE TABLE step (
	id INTEGER NOT NULL, 
	indicator VARCHAR NOT NULL, 
	breakdown VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	starts_on DATE NOT NULL, 
	note VARCHAR NOT NULL, 
	decided_by VARCHAR NOT NULL, 
	decided_at DATETIME NOT NULL, 
	withdrawn_by VARCHAR, 
	withdrawn_at DATETIME, 
	PRIMARY KEY (id)
);
INSERT INTO "step" VALUES(1,'re_referrals','all','All','2025-05-01','It''s the threshold; it moved','A Person','2026-11-29 03:17:32.000000',NULL,NULL);
INSERT INTO "step" VALUES(2,'re_referrals','team','Duty and Assessment','2025-06-01','taken back','A Person','2026-11-29 03:17:32.000000','B','2026-11-29 03:17:32.000000');
COMMIT;
