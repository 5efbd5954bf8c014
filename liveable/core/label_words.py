"""The words by which labels are told to be a person's, or no one's (``core/labels.py``)."""

from __future__ import annotations


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Who asks and who answers, by the words transcripts use. Single letters count only beside a
# partner.
INTERVIEWER = _words(
    "interviewer int intv interv iver iv i q question moderator mod facilitator fac researcher "
    "interviewerin interviewers host chair assessor frage fragesteller pregunta entrevistador "
    "entrevistadora interlocutor interlocutora intervieweur intervieweuse enquêteur enquêtrice "
    "intervistatore intervistatrice onderzoeker badacz интервьюер מראיין מראיינת "
    "pesquisador pesquisadora prowadzący вопрос ведущий ש שאלה المحاور المحاورة سؤال س "
    "質問者 聞き手 インタビュアー 問 访谈者 訪談者 采访者 记者 記者 提问者 提問者 问 "
    "면담자 질문자 문"
)
PARTICIPANT = _words(
    "participant part p respondent resp interviewee ivee a answer ans informant patient pt client "
    "service-user student teacher nurse carer parent mother father diarist befragte befragter "
    "antwort b entrevistado entrevistada respuesta enquêté enquêtée interviewé interviewée "
    "intervistato intervistata geïnterviewde respondente респондент מרואיין מרואיינת "
    "ответ ת תשובה المشارك المشاركة جواب ج 回答者 話し手 答 受访者 受訪者 참여자 답변자 답"
)
# Of these, the answers, whose numbers are those of the questions.
ANSWER = _words(
    "a answer ans antwort respuesta resposta réponse risposta ответ ת תשובה جواب ج 答 답"
)
# Who speaks without a name: by voice, or by office.
SPEAKER = _words(
    "speaker voice unknown unidentified male female man woman witness court judge magistrate "
    "counsel clerk chair chairman chairwoman chairperson president secretary commissioner minister "
    "premier mayor präsident präsidentin vorsitzender vorsitzende presidente président présidente "
    "secretario secretaria presidenta convener voorzitter marszałek předseda ordförande talman "
    "talmannen formand puhemies председатель председательствующий"
)

NOBODY = _words(
    "yes no yeah yep okay ok right well so but and because then now also anyway however actually "
    "basically again first second third finally lastly indeed meaning hello hi thanks sorry tele "
    "tel mob mobile note notes nb ps break date time place location venue duration length "
    "recording file filename title subject topic theme agenda item section chapter part appendix "
    "annex figure fig table box source sources reference references abstract summary keywords "
    "introduction background method methods results discussion conclusion conclusions aim aims "
    "objective objectives example phone fax email e-mail web website url http https www address "
    "page pages version status author authors editor publisher isbn doi copyright licence license "
    "contact contents transcript transcription transcriber transcribed project study interview "
    "interviews start end consent gender age sex occupation ethnicity pseudonym id name names "
    "code codes key legend warning important fyi todo task step music sound pause laughter "
    "silence interruption session present apologies attendees participants interviewees speakers "
    "comment comments observation observations memo fieldnote fieldnotes field attachment from to "
    "by examination cross-examination redirect whereupon tape side disc disk track reel clip scene "
    "act video audio exercise activity applause "
    "sent received type bcc "
    "monday tuesday wednesday thursday friday saturday sunday january february march july "
    "august september october november december day week month year morning afternoon evening "
    "night breakfast lunch dinner datum ort dauer thema tagesordnungspunkt anlage kapitel "
    "abschnitt abbildung tabelle quelle beginn ende hinweis fecha lugar tema fuente nota lieu "
    "durée thème annexe data luogo objet présents assistants asistentes orden acta duración hora "
    "дата место тема время продолжительность примечание запись "
    "תאריך מקום נושא משתתפים נוכחים נכחו הערה סדר אני אנחנו הוא היא זה לא כן אז אבל גם יש אין "
    "日時 日付 場所 出席者 参加者 議題 テーマ 注 備考 时间 時間 日期 地点 地點 主题 主題 备注 "
    "일시 장소 주제"
)
# Several who speak as one, in a single word.
EVERYONE = _words(
    "all everyone everybody both several group alle beide tous toutes ensemble todos todas tutti "
    "tutte wszyscy allen alla все хор כולם الجميع 全員 一同 众人 眾人 大家 일동"
)
# No one's where they are the whole label.
LITTLE = _words(
    "the if it its a an in at this that these those there when where while as for with we they you "
    "my our your his her is are was were be been not what who how why which some all each every "
    "der die das ein eine wir sie es ist im in le la les un une il elle nous on el los las una se"
)
TITLES = _words(
    "mr mrs ms miss dr prof sir lord lady hon rev sr sra dra lic ing herr frau mme mlle m st jr "
    "sen rep gen col capt lt sgt gov pres eng adm cllr abg dep on no"
)
PARTICLES = _words(
    "of the for and de del della di da do dos das la le les las los du des d l van von vom zu zum "
    "zur der den dem und für y e et en bin ibn al el ap arap ten ter af av to in on mit im "
    "señor señora senhor senhora signor signora monsieur madame heer mevrouw herrn"
)
# A title before a name, with or without its stop.
TITLED = (
    r"(?:^|\()(?:[Tt]he\s+)?(?:(?:M|On|Dep|Abg|Rep|Gen|Col)\.\s*|(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Hon|HON"
    r"|MR|MRS|MS|DR|Rev|Frau|Herr|Mme|Mlle|Sr|Sra|Sen|Senator|Senador|Representative"
    r"|Chair(?:man|woman|person)?|Judge|Justice|Deputy|Councillor|Cllr|Minister|Capt|Lt|Sgt|Eng"
    r"|President|Präsident(?:in)?|Présidente?|Presidente)\b\.?\s*)+"
    r"(?=[^\W\d_a-z]|(?:van|von|de|al|la|le|arap)\b)"
)
# Words behind a name and a comma that say an office: ``Anna Lee, on behalf of the Group``.
OFFICE = (
    r"minist|présid|presid|rapport|se[cg]r[eé]t|direct|chair|member|deput|behalf|d[ue] nom|namens?"
    r"|commission|senator|gobernador|alcald|prosecut|attorney|kanzler|leiter|sprecher|profess"
)
# Several who speak as one: ``Some hon. members``.
CROWD = (
    r"(?:some|several|many|all|the|an|a)\s+(?:hon\.?\s+|honou?rable\s+)?"
    r"(?:members?|senators?|deput(?:y|ies)|delegates?|voices?|participants?|speakers)"
)
