"""The rules in English; the levels stand in the Indonesian table."""

from elearn.problems import FrameWords, Sentence

FRAME = FrameWords(
    line="line",
    error="ERROR",
    warning="LOOK",
    hint="Mend",
    rule="rule",
    automatic="[Can be mended automatically]",
)

_S = Sentence

QUESTIONS: dict[str, Sentence] = {
    "K-101": _S('question "{question}" has no right answer', "mark the right answer with [x]."),
    "K-102": _S(
        'question "{question}" has two kinds of answer: {first} and {second}',
        "make two questions of it, or delete one.",
    ),
    "K-104": _S(
        'the option gives the key away: "{leak}"', 'delete "{leak}" and mark the right option with [x].'
    ),
    "K-105": _S('"{value}" is no value for {key}', "use one of: {allowed}."),
    "K-106": _S("this option is empty", "write its text behind the box, or delete the line."),
    "K-107": _S(
        "this item has no box",
        "put [ ] or [x] before it; indent it by two if it belongs to the option above.",
    ),
    "K-108": _S(
        'this quote ">" belongs to no option and has no label',
        "put it right below its option, or label it: {labels}.",
    ),
    "K-109": _S('option "{option}" is the same as in line {line}', "change or delete one of them."),
    "K-110": _S('"{label}:" is written as plain text', "begin the line with >, as in: > **{label}:** ..."),
    "K-111": _S(
        "text after the answer has no place", "move it above the answer, or make it a labelled quote."
    ),
    "K-112": _S(
        'the box "{box}" is unknown', "did you mean {meant}? Right is [x], wrong is [ ], a part is [50%]."
    ),
    "K-113": _S('the label "{label}" is unknown', "did you mean {meant}?"),
    "K-114": _S('the label "{label}" stands twice in one question', "make one of them."),
    "K-115": _S(
        'question "{question}" has no answer',
        'add options (- [x] and - [ ]) or a line Isian: or Angka:.{meant: Did you mean "%s"?}',
    ),
    "K-117": _S(
        '"{number}" is not written the Indonesian way',
        "did you mean {meant}? Comma for decimals, dot for thousands.",
    ),
    "K-118": _S('question "{question}" has only {count} options', "write at least two, one a line."),
    "K-119": _S(
        "part credit [NN%] has no meaning here", "use [x] or [ ]; multiple choice knows Nilai-sebagian: ya."
    ),
    "K-120": _S('"{box}" is no part of the points', "write a part between 0 and 100, such as [50%]."),
    "K-121": _S(
        'question "{question}" asks for {asked} answers but {marked} are marked [x]',
        "mark all right ones, or reword it.",
    ),
    "K-122": _S("Jenis: {kind} does not fit the answer ({count} boxes [x])", "change Jenis or the marks."),
    "K-123": _S("this heading is empty", "write the question behind ##."),
    "K-124": _S("a ruler below text turns the text into a heading", "put a blank line above it, or use #."),
    "K-125": _S("the key {key} stands twice", "delete one."),
    "K-126": _S("both Benar and Salah are marked [x]", "leave one [x]."),
    "K-127": _S("Isian: has no answer", "write it behind Isian:, such as Isian: BerAKHLAK | ber akhlak."),
    "K-128": _S("an answer is empty", 'delete the extra "|" or write the answer.'),
    "K-129": _S(
        'answer "{answer}" is already there as "{same}"', "delete one; case and spaces do not count."
    ),
    "K-130": _S("a space must follow #", "write ## Title; begin with \\# if it is no heading."),
    "K-131": _S('"{code}" is no valid code', "use lower-case letters, digits and hyphens, such as {meant}."),
    "K-132": _S('the label "{label}" is empty', "write its text or delete the line."),
    "K-133": _S(
        'Rujukan "{reference}" is not readable', "write module#section, such as dasar-spbe#aplikasi-umum."
    ),
    "K-140": _S("Angka: has no answer", "write the number, such as Angka: 64 ± 0,5 persen."),
    "K-141": _S('the number "{number}" is not readable', "write 1.500,5 or 64 ± 0,5 or 5 s.d. 10."),
    "K-142": _S('"{number}" has two limits', "choose one: N ± T or A s.d. B."),
    "K-143": _S(
        '"{number}" has percent in two places', "write 40 ± 5% (5 percent of 40) or 40% ± 5 (35% to 45%)."
    ),
    "K-144": _S('the range "{number}" is upside down', "write the smaller number first."),
    "K-145": _S('the tolerance "{number}" must not be negative', "write it without a minus."),
    "K-150": _S(
        'read as MULTIPLE CHOICE ({count} boxes [x]): "{question}"',
        'say "Jenis: jamak" if meant, else leave one [x].',
    ),
    "K-151": _S('this line is read as text, for "{key}" is no key', 'did you mean "{meant}"?'),
    "K-152": _S('the right answer is much longer than the others: "{question}"', "make them alike."),
    "K-153": _S('question "{question}" has no explanation', "add > **Pembahasan:** ..."),
    "K-154": _S('question "{question}" has no Rujukan', "add Rujukan: module#section."),
    "K-155": _S('the letter "{letter}" was typed by hand', "delete it; letters are given automatically."),
    "K-156": _S('question "{question}" has no Kode', "elearn check --fix writes it: Kode: {code}."),
    "K-157": _S(
        'option "{option}" points at letters, but options are shuffled', 'spell it out, or add "Acak: tidak".'
    ),
    "K-158": _S('this line is read as text, for "{key}" is no key', "known keys: {known}."),
    "K-160": _S("Pasangkan: has only {count} pairs", "write at least two lines such as: - left -> right"),
    "K-161": _S('this item has no arrow: "{item}"', "write - left -> right; a distractor is - -> right."),
    "K-162": _S(
        'there is nothing to the right of the arrow: "{left} ->"',
        "write what belongs to it; a distractor has an empty left: - -> right.",
    ),
    "K-163": _S('the left side "{left}" is already in line {line}', "change or delete one of them."),
    "K-164": _S('the distractor "{right}" is a right side already', "delete the line, or write another one."),
    "K-165": _S("text on the line of {keyword}: is not read", "move it into the list below."),
    "K-166": _S("this item is empty", "write its text, or delete the line."),
    "K-167": _S('a space must follow "{marker}"', 'write "{marker} " and then the text.'),
    "K-168": _S('this pair has no list marker: "{item}"', "begin the line with - and a space."),
    "K-169": _S('every left side goes with "{right}"', "add another pair, or a distractor: - -> right."),
    "K-170": _S("Urutkan: has only {count} items", "write at least two, in the right order."),
    "K-171": _S(
        'the number "{marker}" is out of order',
        "items are written in the right order and numbered from 1; here {expected} is expected",
    ),
    "K-172": _S(
        'the marker "{marker}" differs from "{first}" of the first item',
        "use one kind of marker for all items.",
    ),
    "K-174": _S("this question has {count} parts, {limit} at most", "divide it into several questions."),
    "K-175": _S("Lengkapi: has no blank", "write the answer between [[ and ]], such as [[2018]]."),
    "K-176": _S(
        'the "{bracket}" has no partner',
        "write [[answer]] within one paragraph; as plain text write \\{bracket}",
    ),
    "K-177": _S("this blank is empty", "write its answer, such as [[2018]]."),
    "K-179": _S("the options of this blank carry {count} marks [x]", "mark exactly one with [x]."),
    "K-180": _S('option "{option}" of this blank has no box', "write [ ] or [x] before each option."),
    "K-181": _S("this blank has only one option", "add another: | [ ] text"),
    "K-183": _S(
        '"{word}:" is unknown inside a blank',
        "write [[Angka: 95 ± 1]] for a number, or just the answer: [[answer | other spelling]].",
    ),
    "K-184": _S(
        "this blank stands inside a link, a picture or a formula",
        "move it out; if a parenthesis follows, put a space between.",
    ),
    "K-185": _S(
        'essay "{question}" has no rubric',
        "add Rubrik: with items such as - (4) criterion, so that all graders mark alike.",
    ),
    "K-186": _S('the label "Contoh jawaban" is for Uraian: only', "delete the quote, or use Pembahasan."),
    "K-190": _S("a survey question has no key", "make the box [ ], or delete Jenis: survei."),
    "K-191": _S("a survey question has no points", "delete Poin: {points}."),
    "K-192": _S(
        'the number of words "{value}" is not readable',
        "write 150-300 kata, paling banyak 300 kata, or nothing; at most {limit} words.",
    ),
    "K-193": _S("this list has no heading", "write a line Rubrik: above it."),
    "K-194": _S(
        'this item of the rubric has no points: "{item}"',
        "write - (4) criterion; levels below it are indented: - 4: description.",
    ),
    "K-195": _S(
        "the rubric sums up to {total}, but the Poin of this question is {points}",
        "make them equal, for instance with Poin: {total}.",
    ),
    "K-196": _S(
        'the points "{points}" cannot be used here',
        "a criterion has more than 0, a level 0 up to those of its criterion; four decimals at most.",
    ),
    "K-197": _S("there are two levels of {points} points", "change or delete one of them."),
    "K-198": _S(
        "the highest level has {highest} points, but this criterion {points}",
        "add a level {points}, so that full marks can be given.",
    ),
    "K-199": _S("Rubrik: has no item", "write one below it, such as - (4) criterion."),
}

QUIZZES: dict[str, Sentence] = {
    "K-201": _S("this quiz has no question", "write the first one: ## Question."),
    "K-202": _S(
        "{draw} questions are to be drawn, but there are only {count}", "draw fewer or add questions."
    ),
    "K-203": _S("the draw stands in the title and in the key line", "leave one."),
    "K-204": _S("points differ ({points}) although questions are drawn", "make them equal."),
    "K-205": _S(
        "the pass mark {percent}% cannot be reached",
        "use 0% to 100%, and see that there are active questions.",
    ),
    "K-206": _S('Kode "{code}" is already used at {where}', "one code for one question."),
    "K-207": _S(
        'there is no question bank "{bank}"', 'put it at {folder}/bank/{bank}.md.{meant: Did you mean "%s"?}'
    ),
    "K-208": _S('section "{section}" has no question', "write one with ##, or delete the heading."),
    "K-209": _S(
        'there is no parallel quiz "{quiz}"',
        'use the code of another quiz of this course.{meant: Did you mean "%s"?}',
    ),
    "K-210": _S(
        "a bank is used without a draw", "write ambil: in the front matter, and do not draw by section."
    ),
    "K-250": _S("the key has a pattern: always option {position}", "change the order in some questions."),
    "K-251": _S("only {count} questions to draw {draw} from, less than twice as many", "add questions."),
    "K-252": _S('option "{option}" is used in {count} questions', "change some of them."),
    "K-253": _S("ambil in the front matter is not used, for a section draws by itself", "delete one."),
    "K-254": _S(
        'essay "{question}" in a quiz of {minutes} minutes',
        "give at least 10 minutes, or move it to another quiz.",
    ),
    "K-255": _S('the key of every true/false question is "{option}"', "turn some of the statements around."),
}

COURSES: dict[str, Sentence] = {
    "K-301": _S("text before the first section will not be shown", "move it below the first ## heading."),
    "K-302": _S("# headings are not used inside a module", 'the title is "judul"; sections use ##.'),
    "K-303": _S("this module has no section", "write the first: ## Title."),
    "K-304": _S('section "{section}" has no words', "write its text, or delete the heading."),
    "K-305": _S("the heading level jumps from {before} to {after}", "use {meant}."),
    "K-306": _S(
        'section "{section}" takes {minutes} minutes, more than 30', "divide it into several ## sections."
    ),
    "K-307": _S('section code "{code}" is used twice', "put another code into {{#...}}."),
    "K-309": _S('the practice task lacks "{missing}"', "write the line, for instance: {example}"),
    "K-310": _S("this course has no course.md", "make {path} with the title of the course."),
    "K-311": _S(
        'urutan names module "{module}", which does not exist', 'check the code.{meant: Did you mean "%s"?}'
    ),
    "K-312": _S('code "{code}" is used by two files: {first} and {second}', "give one of them another code."),
    "K-313": _S('code "{code}" is reserved', "use another."),
    "K-314": _S("this course has no module", "add a file 01-name.md."),
    "K-315": _S(
        '"tugas-praktik: ya" but there is no section "## Tugas praktik"', "write it, or delete the key."
    ),
    "K-350": _S('section "{section}" takes {minutes} minutes, more than 15', "consider dividing it."),
    "K-351": _S('section "{section}" has no code', "elearn check --fix writes it: {{#{code}}}."),
    "K-352": _S(
        "this course does not say why it matters", 'write a section "## Mengapa ini penting" in course.md.'
    ),
    "K-353": _S(
        "the legal basis was valid until {date}", "check the regulation, then change berlaku-sampai."
    ),
    "K-354": _S("last reviewed on {date}, more than 12 months ago", "review it, then change ditinjau."),
    "K-355": _S('objective "{objective}" has no P, K or S', "begin with (P), (K) or (S)."),
    "K-356": _S('module "{module}" is not in urutan and so a draft', "add it, or leave it."),
    "K-357": _S("this course was never reviewed", "fill in ditinjau, such as 2026-03-05."),
}

FILES: dict[str, Sentence] = {
    "K-401": _S("the file is too large: {kib} KiB, the limit is {limit} KiB", "divide it into modules."),
    "K-402": _S("this file is empty", "write it or delete it."),
    "K-403": _S("this file is not UTF-8", "save it again as UTF-8."),
    "K-404": _S("this file holds a NUL character (it is no text)", "save it again as plain UTF-8 text."),
    "K-405": _S('the code block "{mark}" is not closed', "write {mark} on a line of its own below the code."),
    "K-406": _S("the comment <!-- is not closed", "write --> at its end."),
    "K-407": _S("one paragraph holds more than {limit} brackets", "divide it with a blank line."),
    "K-408": _S("lists or quotes nest deeper than {limit}", "make it simpler."),
    "K-409": _S("this line has more than {limit} characters", "divide it."),
    "K-410": _S("the front matter is not closed", "write --- on a line below the last key."),
    "K-411": _S('the key "{key}" is unknown', '{meant:did you mean "%s"?}{known:known keys: %s.}'),
    "K-412": _S('the key "{key}" stands twice', "delete one."),
    "K-413": _S('"{value}" is no value for {key}', "use: {allowed}."),
    "K-414": _S('the key "{key}" is missing', "add it to the front matter, such as {key}: {example}"),
    "K-415": _S(
        "this line is no key: value", "write for instance judul: Dasar SPBE; list items begin with - ."
    ),
    "K-416": _S('the key "{key}" has no meaning yet', "delete the line."),
    "K-417": _S('the key "{key}" is empty', "fill it in, or delete the line."),
    "K-420": _S('there is no image "{target}"', 'put it at {resolved}.{meant: Did you mean "%s"?}'),
    "K-421": _S(
        '"{target}" comes from outside', "save it in this course; nothing is loaded from other sites."
    ),
    "K-422": _S(
        'the link "{target}" leaves the course', "link to this course, its quizzes, or https addresses."
    ),
    "K-423": _S('the link "{target}" leads to no file', 'check the name.{meant: Did you mean "%s"?}'),
    "K-424": _S(
        'the link "{target}" leads to no heading', 'check what stands after #.{meant: Did you mean "%s"?}'
    ),
    "K-425": _S("symbolic links are not followed", "copy the file into the folder."),
    "K-426": _S(
        'the name "{name}" differs only in case from "{other}"', "rename one; on Windows both are one file."
    ),
    "K-427": _S("the image has {kib} KiB, the limit is {limit} KiB", "make it smaller."),
    "K-428": _S("the file cannot be opened: {reason}", "check its permissions."),
    "K-429": _S('images of kind "{suffix}" are not supported', "use SVG, PNG, JPEG or WebP."),
    "K-430": _S('the address "{target}" is not allowed', "use a file of this course, https:// or mailto:."),
    "K-431": _S("too many files: more than {limit}", "move away what is no content."),
    "K-432": _S("the name of this file is not UTF-8", "rename it."),
    "K-433": _S("this file has more than {limit} lines", "divide it into several files."),
    "K-434": _S(
        "this file is not read, for it does not stand right inside a course folder",
        "move it to the folder of its course, such as modules/arsip/02-lanjut.md.",
    ),
    "K-450": _S('image "{target}" has no alternative text', "describe it inside ![...] for screen readers."),
}

ACROSS: dict[str, Sentence] = {
    "K-501": _S(
        'Rujukan "{reference}" was not found', 'write module code # section code.{meant: Did you mean "%s"?}'
    ),
    "K-502": _S('there is no quiz "{quiz}"', 'make {path}, or change the key.{meant: Did you mean "%s"?}'),
    "K-503": _S(
        'there is no question "{question}" in quiz "{quiz}"',
        'check the code after #.{meant: Did you mean "%s"?}',
    ),
    "K-504": _S(
        'questions of quiz "{quiz}" may not be checks on the spot',
        "use a quiz with jenis: latihan; the keys of others would leak.",
    ),
    "K-505": _S(
        'essay "{question}" cannot be a check on the spot',
        "use another kind; essays are marked by people, checks at once.",
    ),
    "K-506": _S(
        'there is no prerequisite "{course}"', 'use the code of a course.{meant: Did you mean "%s"?}'
    ),
    "K-507": _S("prerequisites go in a circle: {circle}", "delete one."),
    "K-508": _S(
        '{key} names quiz "{quiz}", which does not exist',
        'make {path}, or delete the key.{meant: Did you mean "%s"?}',
    ),
    "K-511": _S(
        "kelulusan asks for pascates, but there is none", "fill in pascates: with the code of a quiz."
    ),
    "K-512": _S(
        "kelulusan asks for tugas-praktik, but there is no such section",
        "write ## Tugas praktik in a module.",
    ),
    "K-513": _S('this draws from bank "{bank}", which has errors', "mend {path} first."),
    "K-514": _S('code "{code}" is used by a module and a quiz: {first} and {second}', "change one of them."),
    "K-515": _S(
        'quiz folder "{folder}" has no course', "name it like the folder of the course in {modules}."
    ),
    "K-516": _S(
        '{key} names quiz "{quiz}", a pre-test, and a pre-test is never passed',
        "name another quiz, or change its jenis.",
    ),
    "K-550": _S('quiz "{quiz}" asks nothing about module "{module}"', "add Rujukan to this module."),
    "K-551": _S(
        'quiz "{quiz}" is the pre-test of the course, but not of jenis prates',
        "write jenis: prates; without it no module can be skipped.",
    ),
}

RULES: dict[str, Sentence] = {**QUESTIONS, **QUIZZES, **COURSES, **FILES, **ACROSS}
