"""The rules in Indonesian, with their levels: 1xx questions, 2xx quizzes, 3xx courses and modules, 4xx
files, 5xx across files.
"""

from elearn.content.sentences.rows import Rule, error, warning
from elearn.problems import FrameWords

FRAME = FrameWords(
    line="baris",
    error="SALAH",
    warning="PERIKSA",
    hint="Perbaiki",
    rule="aturan",
    automatic="[Perbaiki otomatis]",
)

QUESTIONS: dict[str, Rule] = {
    "K-101": error('soal "{question}" tidak punya jawaban benar', "tandai jawaban yang benar dengan [x]."),
    "K-102": error(
        'soal "{question}" memuat dua jenis jawaban: {first} dan {second}',
        "pisahkan menjadi dua soal, atau hapus salah satunya.",
    ),
    "K-104": error(
        'teks pilihan membocorkan kunci jawaban: "{leak}"',
        'hapus "{leak}" lalu tandai pilihan yang benar dengan [x].',
    ),
    "K-105": error('nilai "{value}" tidak dikenal untuk {key}', "isi dengan: {allowed}."),
    "K-106": error("pilihan ini kosong", "tulis teks pilihan di belakang kotak, atau hapus barisnya."),
    "K-107": error(
        "butir ini tidak punya kotak",
        "tulis [ ] atau [x] di depannya; bila lanjutan pilihan di atas, beri dua spasi di awal.",
    ),
    "K-108": error(
        'kutipan ">" ini tidak menempel pada pilihan dan tidak berlabel',
        "pindahkan tepat di bawah pilihannya, atau beri label: {labels}.",
    ),
    "K-109": error(
        'pilihan "{option}" sama dengan pilihan di baris {line}', "ubah atau hapus salah satunya."
    ),
    "K-110": error(
        '"{label}:" ditulis sebagai teks biasa', "awali barisnya dengan > menjadi: > **{label}:** ..."
    ),
    "K-111": error(
        "teks sesudah jawaban tidak punya tempat",
        "pindahkan ke atas jawaban, atau tulis sebagai kutipan berlabel, misalnya > **Pembahasan:** ...",
    ),
    "K-112": error(
        'bentuk kotak "{box}" tidak dikenal',
        "maksud Anda {meant}? Benar ditulis [x], salah ditulis [ ], sebagian [50%].",
    ),
    "K-113": error('label "{label}" tidak dikenal', "maksud Anda {meant}?"),
    "K-114": error('label "{label}" muncul dua kali dalam satu soal', "gabungkan menjadi satu."),
    "K-115": error(
        'soal "{question}" tidak punya jawaban',
        "tambahkan pilihan (- [x] dan - [ ]) atau satu baris Isian: atau Angka: di bawah soal."
        '{meant: Maksud Anda "%s"?}',
    ),
    "K-117": error(
        '"{number}" bukan penulisan angka Indonesia',
        "maksud Anda {meant}? Koma untuk desimal, titik untuk ribuan.",
    ),
    "K-118": error(
        'soal "{question}" hanya punya {count} pilihan',
        "tulis paling sedikit dua pilihan, satu di tiap baris.",
    ),
    "K-119": error(
        "nilai sebagian [NN%] tidak berlaku di sini",
        "di sini pakai [x] atau [ ] saja; untuk pilihan jamak ada Nilai-sebagian: ya.",
    ),
    "K-120": error('"{box}" bukan bagian nilai', "tulis bagian antara 0 dan 100, misalnya [50%]."),
    "K-121": error(
        'soal "{question}" meminta {asked} jawaban, tetapi {marked} ditandai [x]',
        "tandai semua jawaban yang benar, atau ubah kalimat soalnya.",
    ),
    "K-122": error(
        "Jenis: {kind} tidak cocok dengan jawaban ({count} kotak [x])", "sesuaikan Jenis atau tanda [x]-nya."
    ),
    "K-123": error("judul ini kosong", "tulis pertanyaan di belakang ##."),
    "K-124": error(
        "garis di bawah teks mengubah teks itu menjadi judul",
        "beri satu baris kosong di atas garis, atau pakai # untuk judul.",
    ),
    "K-125": error("kunci {key} ditulis dua kali", "hapus salah satunya."),
    "K-126": error("Benar dan Salah sama-sama ditandai [x]", "sisakan satu [x]."),
    "K-127": error(
        "Isian: belum punya jawaban",
        "tulis jawaban di belakang Isian:, misalnya Isian: BerAKHLAK | ber akhlak.",
    ),
    "K-128": error("ada jawaban kosong", 'hapus tanda "|" yang berlebih atau tulis jawabannya.'),
    "K-129": error(
        'jawaban "{answer}" sudah tertulis sebagai "{same}"',
        "hapus salah satunya; huruf besar dan spasi tidak dibedakan.",
    ),
    "K-130": error("sesudah # harus ada spasi", "tulis ## Judul; bila bukan judul, awali dengan \\#."),
    "K-131": error(
        '"{code}" bukan kode yang sah', "pakai huruf kecil, angka dan tanda hubung, misalnya {meant}."
    ),
    "K-132": error('label "{label}" kosong', "tulis isinya atau hapus barisnya."),
    "K-133": error(
        'Rujukan "{reference}" tidak terbaca', "tulis modul#bagian, misalnya dasar-spbe#aplikasi-umum."
    ),
    "K-140": error("Angka: belum punya jawaban", "tulis angkanya, misalnya Angka: 64 ± 0,5 persen."),
    "K-141": error('angka "{number}" tidak terbaca', "tulis misalnya 1.500,5 atau 64 ± 0,5 atau 5 s.d. 10."),
    "K-142": error('"{number}" memuat dua batas sekaligus', "pilih satu: N ± T atau A s.d. B."),
    "K-143": error(
        '"{number}" punya persen di dua tempat',
        "tulis 40 ± 5% (5 persen dari 40) atau 40% ± 5 (35% s.d. 45%).",
    ),
    "K-144": error('rentang "{number}" terbalik', "tulis yang kecil lebih dahulu."),
    "K-145": error('toleransi "{number}" tidak boleh negatif', "tulis toleransi tanpa tanda minus."),
    "K-150": warning(
        'terbaca PILIHAN JAMAK ({count} kotak [x]): "{question}"',
        'bila sengaja, tulis "Jenis: jamak"; bila tidak, sisakan satu [x].',
    ),
    "K-151": warning(
        'baris ini dibaca sebagai teks soal, sebab "{key}" bukan kunci', 'maksud Anda "{meant}"?'
    ),
    "K-152": warning(
        'jawaban benar jauh lebih panjang daripada pilihan lain: "{question}"',
        "samakan panjangnya agar kunci tidak tertebak.",
    ),
    "K-153": warning('soal "{question}" belum punya pembahasan', "tambahkan > **Pembahasan:** ..."),
    "K-154": warning(
        'soal "{question}" belum punya Rujukan',
        "tambahkan Rujukan: modul#bagian agar peserta tahu apa yang dibaca ulang.",
    ),
    "K-155": warning(
        'huruf "{letter}" diketik sendiri', "hapus; huruf diberi otomatis dan urutan pilihan dapat diacak."
    ),
    "K-156": warning(
        'soal "{question}" belum punya Kode', "jalankan elearn check --fix untuk menuliskannya: Kode: {code}."
    ),
    "K-157": warning(
        'pilihan "{option}" menunjuk huruf, padahal pilihan diacak',
        'tulis isinya, atau tambahkan "Acak: tidak" pada soal ini.',
    ),
    "K-158": warning(
        'baris ini dibaca sebagai teks soal, sebab "{key}" bukan kunci', "kunci yang dikenal: {known}."
    ),
    "K-160": error(
        "Pasangkan: baru memuat {count} pasangan", "tulis paling sedikit dua baris berbentuk: - kiri -> kanan"
    ),
    "K-161": error(
        'butir ini tidak punya panah: "{item}"', "tulis - kiri -> kanan; pengecoh ditulis - -> kanan."
    ),
    "K-162": error(
        'tidak ada apa-apa di kanan panah: "{left} ->"',
        "tulis pasangannya di kanan panah; pengecoh ditulis dengan kiri yang kosong: - -> kanan.",
    ),
    "K-163": error('sisi kiri "{left}" sudah ada di baris {line}', "ubah atau hapus salah satunya."),
    "K-164": error(
        'pengecoh "{right}" sudah ada di sisi kanan', "hapus baris ini, atau tulis pengecoh yang lain."
    ),
    "K-165": error("teks sebaris dengan {keyword}: tidak dibaca", "pindahkan ke daftar di bawahnya."),
    "K-166": error("butir ini kosong", "tulis teksnya, atau hapus barisnya."),
    "K-167": error('sesudah "{marker}" harus ada spasi', 'tulis "{marker} " lalu teks butirnya.'),
    "K-168": error(
        'pasangan ini tidak diawali tanda butir: "{item}"', "awali barisnya dengan - dan satu spasi."
    ),
    "K-169": error(
        'semua sisi kiri berpasangan dengan "{right}"', "tambahkan pasangan lain atau pengecoh: - -> kanan."
    ),
    "K-170": error(
        "Urutkan: baru memuat {count} butir", "tulis paling sedikit dua butir, dalam urutan yang benar."
    ),
    "K-171": error(
        'nomor "{marker}" tidak urut',
        "butir ditulis dalam urutan yang benar dan bernomor mulai 1; di sini seharusnya {expected}",
    ),
    "K-172": error(
        'tanda butir "{marker}" berbeda dari "{first}" di butir pertama',
        "pakai satu macam tanda untuk semua butir.",
    ),
    "K-174": error("soal ini memuat {count} butir, paling banyak {limit}", "pecah menjadi beberapa soal."),
    "K-175": error(
        "Lengkapi: belum punya isian", "tulis jawaban di antara [[ dan ]], misalnya Tahun [[2018]]."
    ),
    "K-176": error(
        'tanda "{bracket}" tidak punya pasangan',
        "tulis [[jawaban]] dalam satu paragraf; bila memang teks, tulis \\{bracket}",
    ),
    "K-177": error("isian ini kosong", "tulis jawabannya, misalnya [[2018]]."),
    "K-179": error(
        "daftar pilihan dalam isian ini memuat {count} tanda [x]", "tandai tepat satu pilihan dengan [x]."
    ),
    "K-180": error(
        'pilihan "{option}" dalam isian ini tidak punya kotak', "tulis [ ] atau [x] di depan setiap pilihan."
    ),
    "K-181": error(
        "daftar pilihan dalam isian ini hanya punya satu pilihan", "tambahkan pilihan lain: | [ ] teks"
    ),
    "K-183": error(
        '"{word}:" tidak dikenal di dalam isian',
        "tulis [[Angka: 95 ± 1]] untuk bilangan, atau langsung jawabannya: [[jawaban | ejaan lain]].",
    ),
    "K-184": error(
        "isian ini ada di dalam tautan, gambar, atau rumus",
        "keluarkan isian dari situ; bila diikuti tanda kurung, beri spasi di antaranya.",
    ),
    "K-185": warning(
        'soal uraian "{question}" belum punya rubrik',
        "tambahkan Rubrik: dengan butir seperti - (4) kriteria, agar setiap penilai menilai sama.",
    ),
    "K-186": error(
        'label "Contoh jawaban" hanya untuk soal Uraian:', "hapus kutipan ini, atau pakai Pembahasan."
    ),
    "K-190": error(
        "soal survei tidak punya kunci", "kosongkan kotaknya menjadi [ ], atau hapus Jenis: survei."
    ),
    "K-191": error("soal survei tidak bernilai", "hapus Poin: {points}."),
    "K-192": error(
        'jumlah kata "{value}" tidak terbaca',
        "tulis misalnya 150-300 kata, paling banyak 300 kata, atau kosongkan; paling banyak {limit} kata.",
    ),
    "K-193": error("daftar ini belum berjudul", "tulis satu baris Rubrik: di atasnya."),
    "K-194": error(
        'butir rubrik ini tidak punya poin: "{item}"',
        "tulis - (4) kriteria; tingkat di bawahnya ditulis menjorok: - 4: keterangan.",
    ),
    "K-195": error(
        "jumlah poin rubrik {total}, padahal Poin soal ini {points}",
        "samakan keduanya, misalnya dengan menulis Poin: {total}.",
    ),
    "K-196": error(
        'poin "{points}" tidak dapat dipakai di sini',
        "kriteria bernilai di atas 0, tingkat dari 0 sampai poin kriterianya; "
        "paling banyak empat angka di belakang koma.",
    ),
    "K-197": error(
        "tingkat dengan {points} poin ditulis dua kali", "beri poin lain, atau hapus salah satunya."
    ),
    "K-198": error(
        "tingkat tertinggi {highest} poin, padahal kriteria ini bernilai {points}",
        "tambahkan tingkat {points}, supaya nilai penuh dapat diberikan.",
    ),
    "K-199": error("Rubrik: belum punya butir", "tulis misalnya - (4) kriteria di bawahnya."),
}

QUIZZES: dict[str, Rule] = {
    "K-201": error("kuis ini belum punya soal", "tulis soal pertama: ## Pertanyaan."),
    "K-202": error(
        "diminta mengambil {draw} soal, padahal hanya ada {count}", "kurangi angka ambil atau tambah soal."
    ),
    "K-203": error("jumlah ambil ditulis di judul dan di baris kunci", "sisakan satu."),
    "K-204": error(
        "poin soal berbeda-beda ({points}), padahal soal diambil acak",
        "samakan poinnya agar setiap peserta menerima jumlah poin yang sama.",
    ),
    "K-205": error(
        "batas lulus {percent}% tidak mungkin tercapai",
        "isi lulus antara 0% dan 100%, dan pastikan ada soal aktif.",
    ),
    "K-206": error(
        'Kode "{code}" sudah dipakai soal di {where}', "beri kode lain; satu kode untuk satu soal."
    ),
    "K-207": error(
        'bank soal "{bank}" tidak ada', 'letakkan di {folder}/bank/{bank}.md.{meant: Maksud Anda "%s"?}'
    ),
    "K-208": error(
        'bagian "{section}" tidak punya soal', "tulis soal dengan ## di bawahnya, atau hapus judulnya."
    ),
    "K-209": error(
        'kuis setara "{quiz}" tidak ada',
        'isi dengan kode kuis lain dari kursus yang sama.{meant: Maksud Anda "%s"?}',
    ),
    "K-210": error(
        "bank soal dipakai tanpa ambil", "tulis ambil: di kepala berkas, dan jangan mengambil per bagian."
    ),
    "K-250": warning(
        "kunci berpola: jawaban benar selalu di tempat ke-{position}", "ubah urutan pilihan di beberapa soal."
    ),
    "K-251": warning(
        "soal untuk diambil hanya {count}, kurang dari dua kali {draw}",
        "tambah soal agar percobaan ulang mendapat soal lain.",
    ),
    "K-252": warning(
        'pilihan "{option}" dipakai di {count} soal', "ganti di sebagian soal agar tidak mudah ditebak."
    ),
    "K-253": warning(
        "ambil di kepala berkas tidak dipakai, sebab ada bagian yang mengambil sendiri",
        "hapus salah satunya.",
    ),
    "K-254": warning(
        'soal uraian "{question}" dalam kuis berwaktu {minutes} menit',
        "beri waktu paling sedikit 10 menit, atau pindahkan soal ini ke kuis lain.",
    ),
    "K-255": warning(
        'semua soal benar-salah berkunci "{option}"',
        "balikkan beberapa pernyataan agar kunci tidak tertebak.",
    ),
}

COURSES: dict[str, Rule] = {
    "K-301": error(
        "teks sebelum bagian pertama tidak akan tampil", "pindahkan ke bawah judul ## yang pertama."
    ),
    "K-302": error(
        "judul # tidak dipakai di dalam modul", 'judul modul ditulis pada "judul"; bagian memakai ##.'
    ),
    "K-303": error("modul ini belum punya bagian", "tulis bagian pertama: ## Judul bagian."),
    "K-304": error('bagian "{section}" tidak berisi kata', "tulis isinya, atau hapus judulnya."),
    "K-305": error("tingkat judul melompat dari {before} ke {after}", "pakai {meant}."),
    "K-306": error(
        'bagian "{section}" makan waktu {minutes} menit, lebih dari 30', "pecah menjadi beberapa bagian ##."
    ),
    "K-307": error('kode bagian "{code}" dipakai dua kali', "beri kode lain di dalam {{#...}}."),
    "K-309": error(
        'tugas praktik belum lengkap: "{missing}" tidak ada', "tulis barisnya, misalnya: {example}"
    ),
    "K-310": error("kursus ini tidak punya course.md", "buat {path} dengan judul kursus."),
    "K-311": error(
        'urutan menyebut modul "{module}" yang tidak ada', 'periksa kode modulnya.{meant: Maksud Anda "%s"?}'
    ),
    "K-312": error(
        'kode "{code}" dipakai dua berkas: {first} dan {second}', "beri kode lain pada salah satunya."
    ),
    "K-313": error('kode "{code}" dicadangkan', "beri kode lain."),
    "K-314": error("kursus ini belum punya modul", "tambahkan berkas 01-nama-modul.md."),
    "K-315": error(
        '"tugas-praktik: ya" tetapi tidak ada bagian "## Tugas praktik"',
        "tulis bagian itu, atau hapus kuncinya.",
    ),
    "K-350": warning(
        'bagian "{section}" makan waktu {minutes} menit, lebih dari 15', "pertimbangkan memecahnya."
    ),
    "K-351": warning(
        'bagian "{section}" belum punya kode', "jalankan elearn check --fix untuk menuliskannya: {{#{code}}}."
    ),
    "K-352": warning(
        'kursus ini belum menjelaskan "Mengapa ini penting"',
        'tulis bagian "## Mengapa ini penting" di course.md.',
    ),
    "K-353": warning(
        "dasar hukum berlaku sampai {date}, sudah lewat", "periksa peraturannya, lalu ubah berlaku-sampai."
    ),
    "K-354": warning(
        "kursus ini terakhir ditinjau {date}, lebih dari 12 bulan lalu",
        "tinjau isinya, lalu ubah tanggal ditinjau.",
    ),
    "K-355": warning(
        'tujuan "{objective}" belum bertanda P, K atau S',
        "awali dengan (P) pengetahuan, (K) keterampilan atau (S) sikap.",
    ),
    "K-356": warning(
        'modul "{module}" tidak disebut dalam urutan, jadi dianggap draf',
        "tambahkan ke urutan, atau biarkan.",
    ),
    "K-357": warning(
        "kursus ini belum pernah ditinjau", "isi ditinjau: dengan tanggal, misalnya 2026-03-05."
    ),
}

FILES: dict[str, Rule] = {
    "K-401": error("berkas terlalu besar: {kib} KiB, batasnya {limit} KiB", "pecah menjadi beberapa modul."),
    "K-402": error("berkas ini kosong", "tulis isinya atau hapus berkasnya."),
    "K-403": error("berkas ini bukan UTF-8", 'simpan ulang dengan pengodean "UTF-8".'),
    "K-404": error("berkas ini memuat karakter nol (bukan teks)", "simpan ulang sebagai teks biasa UTF-8."),
    "K-405": error('blok kode "{mark}" tidak ditutup', "tulis {mark} pada baris tersendiri di akhir kode."),
    "K-406": error("komentar <!-- tidak ditutup", "tulis --> di akhir komentar."),
    "K-407": error(
        "satu paragraf memuat lebih dari {limit} kurung siku", "pecah paragraf ini dengan baris kosong."
    ),
    "K-408": error("daftar atau kutipan bersarang lebih dari {limit} tingkat", "sederhanakan susunannya."),
    "K-409": error("baris ini lebih dari {limit} karakter", "pecah menjadi beberapa baris."),
    "K-410": error("kepala berkas tidak ditutup", "tulis --- pada baris tersendiri di bawah kunci terakhir."),
    "K-411": error('kunci "{key}" tidak dikenal', '{meant:maksud Anda "%s"?}{known:kunci yang dikenal: %s.}'),
    "K-412": error('kunci "{key}" ditulis dua kali', "hapus salah satunya."),
    "K-413": error('nilai "{value}" tidak dikenal untuk {key}', "isi dengan: {allowed}."),
    "K-414": error('kunci "{key}" belum diisi', "tambahkan di kepala berkas, misalnya {key}: {example}"),
    "K-415": error(
        "baris ini bukan kunci: nilai", "tulis misalnya judul: Dasar SPBE; isi daftar diawali - ."
    ),
    "K-416": error('kunci "{key}" belum punya arti', "hapus baris ini."),
    "K-417": error('kunci "{key}" kosong', "isi, atau hapus barisnya."),
    "K-420": error('gambar "{target}" tidak ada', 'letakkan di {resolved}.{meant: Maksud Anda "%s"?}'),
    "K-421": error(
        '"{target}" diambil dari luar',
        "simpan gambarnya di folder gambar/ kursus ini; tidak ada yang dimuat dari situs lain.",
    ),
    "K-422": error(
        'tautan "{target}" keluar dari folder kursus',
        "tautkan hanya ke berkas kursus ini, kuisnya, atau alamat https.",
    ),
    "K-423": error(
        'tautan "{target}" menunjuk berkas yang tidak ada',
        'periksa nama berkasnya.{meant: Maksud Anda "%s"?}',
    ),
    "K-424": error(
        'tautan "{target}" menunjuk judul yang tidak ada',
        'periksa bagian sesudah #.{meant: Maksud Anda "%s"?}',
    ),
    "K-425": error("tautan simbolik keluar dari folder tidak diikuti", "salin berkasnya ke dalam folder."),
    "K-426": error(
        'nama "{name}" hanya berbeda huruf besar-kecil dari "{other}"',
        "beri nama lain; di Windows keduanya satu berkas.",
    ),
    "K-427": error("gambar {kib} KiB, batasnya {limit} KiB", "kecilkan gambarnya."),
    "K-428": error("berkas tidak dapat dibuka: {reason}", "periksa izin berkas."),
    "K-429": error('jenis gambar "{suffix}" tidak didukung', "pakai SVG, PNG, JPEG atau WebP."),
    "K-430": error(
        'alamat "{target}" tidak diizinkan', "pakai tautan ke berkas kursus ini, https:// atau mailto:."
    ),
    "K-431": error("terlalu banyak berkas: lebih dari {limit}", "pindahkan berkas yang bukan materi."),
    "K-432": error("nama berkas ini bukan UTF-8", "ubah nama berkasnya."),
    "K-433": error("berkas ini lebih dari {limit} baris", "pecah menjadi beberapa berkas."),
    "K-434": warning(
        "berkas ini tidak dibaca, sebab tidak terletak langsung di dalam folder kursus",
        "pindahkan ke folder kursusnya, misalnya modules/arsip/02-lanjut.md.",
    ),
    "K-450": warning(
        'gambar "{target}" belum punya teks pengganti', "tulis isinya di dalam ![...] untuk pembaca layar."
    ),
}

ACROSS: dict[str, Rule] = {
    "K-501": error(
        'Rujukan "{reference}" tidak ditemukan', 'tulis kode modul # kode bagian.{meant: Maksud Anda "%s"?}'
    ),
    "K-502": error('kuis "{quiz}" tidak ada', 'buat {path}, atau ubah kuncinya.{meant: Maksud Anda "%s"?}'),
    "K-503": error(
        'soal "{question}" tidak ada di kuis "{quiz}"', 'periksa kode sesudah #.{meant: Maksud Anda "%s"?}'
    ),
    "K-504": error(
        'soal dari kuis "{quiz}" tidak boleh menjadi cek pemahaman',
        "pakai soal dari kuis dengan jenis: latihan; kunci soal lain akan bocor.",
    ),
    "K-505": error(
        'soal uraian "{question}" tidak dapat menjadi cek pemahaman',
        "pakai jenis lain; uraian dinilai orang, sedangkan cek pemahaman dinilai seketika.",
    ),
    "K-506": error(
        'prasyarat "{course}" tidak ada', 'isi dengan kode kursus yang ada.{meant: Maksud Anda "%s"?}'
    ),
    "K-507": error("prasyarat berputar: {circle}", "hapus salah satunya."),
    "K-508": error(
        '{key} menunjuk kuis "{quiz}" yang tidak ada',
        'buat {path}, atau hapus kuncinya.{meant: Maksud Anda "%s"?}',
    ),
    "K-511": error(
        "kelulusan meminta pascates, tetapi pascates tidak diisi", "isi pascates: dengan kode kuis."
    ),
    "K-512": error(
        "kelulusan meminta tugas-praktik, tetapi tidak ada bagian Tugas praktik",
        "tulis bagian ## Tugas praktik di salah satu modul.",
    ),
    "K-513": error('soal ini diambil dari bank "{bank}" yang masih salah', "perbaiki {path} lebih dahulu."),
    "K-514": error(
        'kode "{code}" dipakai modul dan kuis: {first} dan {second}', "beri kode lain pada salah satunya."
    ),
    "K-515": error(
        'folder kuis "{folder}" tidak punya kursus',
        "samakan nama foldernya dengan folder kursus di {modules}.",
    ),
    "K-516": error(
        '{key} menunjuk kuis "{quiz}" yang berjenis prates, padahal prates tidak pernah lulus',
        "pakai kuis lain, atau ubah jenisnya.",
    ),
    "K-550": warning(
        'kuis "{quiz}" tidak menanyakan apa pun dari modul "{module}"',
        "tambahkan Rujukan ke modul ini pada soalnya.",
    ),
    "K-551": warning(
        'kuis "{quiz}" menjadi prates kursus, tetapi tidak berjenis prates',
        "tulis jenis: prates; tanpa itu modul tidak dapat dilewati.",
    ),
}

RULES: dict[str, Rule] = {**QUESTIONS, **QUIZZES, **COURSES, **FILES, **ACROSS}
