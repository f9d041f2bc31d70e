-- A database of decisions as commit 89b99fc wrote it in PostgreSQL, before versions: the dump of a real one,
-- made by running that commit.
CREATE TABLE public.action (
    id integer NOT NULL,
    indicator character varying NOT NULL,
    breakdown character varying NOT NULL,
    category character varying NOT NULL,
    grain character varying NOT NULL,
    found_from date NOT NULL,
    found_on date NOT NULL,
    direction character varying NOT NULL,
    what character varying NOT NULL,
    owner character varying NOT NULL,
    due_on date NOT NULL,
    for_scrutiny boolean NOT NULL,
    noted_by character varying NOT NULL,
    noted_at timestamp without time zone NOT NULL,
    done_on date,
    done_by character varying,
    done_at timestamp without time zone,
    withdrawn_by character varying,
    withdrawn_at timestamp without time zone
);
CREATE SEQUENCE public.action_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.action_id_seq OWNED BY public.action.id;
CREATE TABLE public.comment (
    id integer NOT NULL,
    indicator character varying NOT NULL,
    breakdown character varying NOT NULL,
    category character varying NOT NULL,
    grain character varying NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    text character varying NOT NULL,
    for_board boolean NOT NULL,
    for_scrutiny boolean NOT NULL,
    written_by character varying NOT NULL,
    written_at timestamp without time zone NOT NULL,
    replaces integer,
    withdrawn_by character varying,
    withdrawn_at timestamp without time zone
);
CREATE SEQUENCE public.comment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.comment_id_seq OWNED BY public.comment.id;
CREATE TABLE public.step (
    id integer NOT NULL,
    indicator character varying NOT NULL,
    breakdown character varying NOT NULL,
    category character varying NOT NULL,
    starts_on date NOT NULL,
    note character varying NOT NULL,
    decided_by character varying NOT NULL,
    decided_at timestamp without time zone NOT NULL,
    withdrawn_by character varying,
    withdrawn_at timestamp without time zone
);
CREATE SEQUENCE public.step_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.step_id_seq OWNED BY public.step.id;
ALTER TABLE ONLY public.action ALTER COLUMN id SET DEFAULT nextval('public.action_id_seq'::regclass);
ALTER TABLE ONLY public.comment ALTER COLUMN id SET DEFAULT nextval('public.comment_id_seq'::regclass);
ALTER TABLE ONLY public.step ALTER COLUMN id SET DEFAULT nextval('public.step_id_seq'::regclass);
INSERT INTO public.action VALUES (1, 're_referrals', 'all', 'All', 'month', '2026-08-01', '2026-10-31', 'above', 'for the board', 'Head', '2099-01-01', false, 'A Person', '2026-11-29 03:18:18', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.action VALUES (2, 're_referrals', 'all', 'All', 'month', '2026-08-01', '2026-10-31', 'above', 'for all', 'Head', '2099-01-01', true, 'A Person', '2026-11-29 03:18:18', '2026-11-01', 'B Person', '2026-11-29 03:18:18', NULL, NULL);
INSERT INTO public.action VALUES (3, 're_referrals', 'team', 'Duty and Assessment', 'month', '2026-08-01', '2026-10-31', 'above', 'taken back', 'Head', '2099-01-01', false, 'A Person', '2026-11-29 03:18:18', NULL, NULL, NULL, 'B Person', '2026-11-29 03:18:18');
INSERT INTO public.comment VALUES (1, 're_referrals', 'all', 'All', 'month', '2026-09-01', '2026-09-30', 'own', false, false, 'A Person', '2026-11-29 03:18:17', NULL, NULL, NULL);
INSERT INTO public.comment VALUES (2, 're_referrals', 'all', 'All', 'month', '2026-09-01', '2026-09-30', 'for the board', true, false, 'A Person', '2026-11-29 03:18:17', NULL, NULL, NULL);
INSERT INTO public.comment VALUES (3, 're_referrals', 'all', 'All', 'month', '2026-09-01', '2026-09-30', 'for all', true, true, 'A Person', '2026-11-29 03:18:17', NULL, NULL, NULL);
INSERT INTO public.comment VALUES (4, 're_referrals', 'team', 'Duty and Assessment', 'month', '2026-09-01', '2026-09-30', 'a team''s', true, false, 'B Person', '2026-11-29 03:18:17', NULL, NULL, NULL);
INSERT INTO public.comment VALUES (5, 're_referrals', 'all', 'All', 'month', '2026-09-01', '2026-09-30', 'corrected', false, true, 'B Person', '2026-11-29 03:18:17', 3, NULL, NULL);
INSERT INTO public.comment VALUES (6, 're_referrals', 'all', 'All', 'month', '2026-09-01', '2026-09-30', 'taken back', false, false, 'A Person', '2026-11-29 03:18:18', NULL, 'C Person', '2026-11-29 03:18:18');
INSERT INTO public.step VALUES (1, 're_referrals', 'all', 'All', '2025-05-01', 'It''s the threshold; it moved', 'A Person', '2026-11-29 03:18:18', NULL, NULL);
INSERT INTO public.step VALUES (2, 're_referrals', 'team', 'Duty and Assessment', '2025-06-01', 'taken back', 'A Person', '2026-11-29 03:18:18', 'B', '2026-11-29 03:18:18');
SELECT pg_catalog.setval('public.action_id_seq', 3, true);
SELECT pg_catalog.setval('public.comment_id_seq', 6, true);
SELECT pg_catalog.setval('public.step_id_seq', 2, true);
ALTER TABLE ONLY public.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_replaces_key UNIQUE (replaces);
ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_replaces_fkey FOREIGN KEY (replaces) REFERENCES public.comment(id);
