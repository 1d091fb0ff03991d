"""Invented names of people from several regions of Indonesia, and the titles they carry.

First and second names are real words of their region; who is called so is chosen by lot.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

# region | first names of men | first names of women | second names | shape
# shape: "plain" puts one or two words together, "clan" ends with the name of a family
TABLE = """
jawa     | Agus Bambang Budi Slamet Joko Sugeng Wahyu Teguh Eko Tri Heru Hadi Suryo Bagus Dwi Arif Yudi Sigit Rudi Aris | Sri Endang Siti Wahyuni Retno Tri Dwi Nur Yuli Rini Wulan Ratna Sulastri Lestari Indah Ayu Puji Umi Titik Ambar | Santoso Wibowo Prasetyo Nugroho Setiawan Hartono Widodo Utomo Raharjo Susanto Handayani Wahyuningsih Rahayu Lestari Kusuma Purnomo Saputro Wicaksono Hidayat Mulyono | plain
sunda    | Asep Dadang Ujang Cecep Dede Iwan Deden Yayat Tatang Agus Aep Jajang Rahmat Dian Rizal Endang | Euis Neng Ai Yani Iis Lilis Nani Imas Wiwin Teti Elis Rina Yeni Dewi Popon Cucu | Hidayat Sutisna Suryana Kurniawan Permana Rukmana Supriatna Nurjaman Rohaeti Mulyani Komariah Sopandi Gunawan Solihin Herdiana Kartika | plain
betawi   | Mamat Rojali Sabeni Rohim Mansur Syaiful Zainal Madani Hasan Fahri | Rohmah Zubaidah Mumun Saodah Laila Romlah Hasanah Nurjanah Ida Fatimah | Syahroni Saputra Hamdani Rohani Marzuki Nawawi Kamaludin Zuhri Mulyadi Maimunah | plain
aceh     | Zulfikri Iskandar Muzakir Fadhil Ridwan Mahdi Nasir Safrizal Azhar Yusri Hasbi Taufik | Cut Nurlaila Safriati Rahmi Mutia Zuraida Asmaul Nuraini Farida Yusra Raihan Ainul | Usman Abdullah Syah Yunus Hanafiah Ismail Daud Ibrahim Mahmud Jalil Husna Ramli | plain
batak    | Parlindungan Togar Hotman Sahat Jonathan Daniel Maruli Binsar Tigor Rudolf Andreas Poltak | Tiurma Rosmaida Debora Hotmauli Lamria Ester Melva Duma Ratna Roma Juliana Sondang | Simanjuntak Hutapea Siregar Nainggolan Lubis Harahap Sitorus Tarigan Ginting Panjaitan Simatupang Manurung Nasution Hutagalung Sembiring | clan
minang   | Syafril Yuhendri Rizki Zulkifli Ahmad Fauzan Irwan Dedi Yusrizal Hendri Afdal Fikri | Yulia Fitri Rahmi Wirda Gusni Nelfa Desi Ermawati Suci Mega Yessi Silvia | Chaniago Koto Piliang Tanjung Sikumbang Jambak Caniago Guci Melayu Pili Malik Bodi | clan
melayu   | Ahmad Syamsul Rusdi Herman Firdaus Amrullah Mardiansyah Zainuddin Hasanuddin Erwin Rasyid Yasin | Nyimas Masayu Zubaidah Rohana Nurhayati Yusnita Salmah Marlina Rosnah Sakinah Hamidah Azizah | Azhari Effendi Nasution Bastari Aziz Muis Sulaiman Anwar Husin Marwan Fitriani Kurnia | plain
banjar   | Muhammad Ahmad Rizani Syahrani Gusti Hairudin Rahmadi Akhmad Noor Syarifudin Jumadi Fahrul | Norhayati Siti Rusmini Hairunnisa Mahrita Noorlaila Masniah Rabiatul Salasiah Jamilah Gusti Rahmah | Noor Hasbullah Rahman Effendy Syahrial Arsyad Hamidi Fahmi Zaini Hidayati Aulia Ansyari | plain
dayak    | Yohanes Markus Elia Hendrikus Silvanus Andreas Petrus Rinto Kristian Yanto | Kristina Yuliana Agnes Veronika Marlina Lidia Rosa Natalia Emiliana Dina | Lambung Sawung Tingang Ngabang Usop Rangkap Lenjau Bilung Kalang Ajang | clan
bali     | Wayan Made Nyoman Ketut Putu Kadek Komang Gede | Wayan Made Nyoman Ketut Putu Kadek Komang Luh | Sudarsana Ariani Suardana Widiantara Sukerti Astawa Pradnyana Artini Wirawan Dewantara Suryani Mahendra Parwata Yuliastini | bali
sasak    | Lalu Ahmad Zaini Mustiadi Husni Saiful Hamzan Suhaili Rasyidi Murdi | Baiq Nurul Hikmah Zohriah Sumiati Rauhun Huriyah Ernawati Mariani Laili | Zaini Hadi Wirajaya Mahsun Putrawan Anggraini Hidayatullah Apriani Sukriadi Hartini | plain
bugis    | Andi Baso Muhammad Syamsuddin Ambo Hasanuddin Rustam Supardi Amiruddin Akbar Fajar Sudirman | Andi Besse Sitti Nurhayati Rosdiana Hasnah Indo Fatmawati Murniati Sukmawati Halijah Nurbaya | Mappangara Daeng Paggara Tenri Mattalitti Rahman Latief Amir Palaguna Nur Wahid Lolo | plain
minahasa | Ferdinand Jefry Steven Novie Alfrits Hanny Recky Jantje Marthen Vecky | Meyke Olvie Ester Sartje Vonny Grace Stella Jenny Deysie Femmy | Sumual Lumintang Mokoginta Rumengan Kalalo Tumewu Pangemanan Wowor Lasut Mandagi Polii Ratulangi | clan
maluku   | Johanis Semuel Abdul Husein Frangky Ronny Ismail Yusuf Melky Stenly | Maria Sitti Yolanda Fransina Jacomina Aminah Salma Febby Hadijah Wa | Tuasikal Latuconsina Pattiasina Sahetapy Tuhumury Wattimena Leatemia Rumbia Salampessy Matulessy | clan
ntt      | Fransiskus Yohanes Petrus Antonius Stefanus Kornelis Blasius Dominikus Marselinus Agustinus | Maria Yustina Theresia Kristina Margareta Elisabeth Yosefina Bernadeta Katarina Anastasia | Seran Lamawuran Ndolu Bria Nahak Leton Tukan Manek Dau Kelen Bere Wea | clan
papua    | Yosepus Yulianus Melkias Elias Marthinus Isak Obed Lukas Soleman Derek | Yuliana Dorkas Martha Yosina Selina Orpa Mince Aksamina Rode Yakoba | Rumbiak Kogoya Wenda Yoku Mandacan Tabuni Rumaropen Wonda Ayomi Kambu Murib Sawaki | clan
tionghoa | Hendra Andi Stevanus Kevin Robby Ferdy Willy Aldo Vincent Julius | Meilani Lina Jessica Novita Linda Cynthia Felicia Yenny Silvia Angelina | Tanuwijaya Gunawan Halim Wijaya Salim Hartanto Lesmana Kusnadi Budiman Setiadi | plain
"""

# What somebody of a group of positions has learned: titles after the name.
TITLES = {
    "office": ("S.Sos.", "S.IP.", "S.A.P.", "S.E.", "S.H.", "S.Kom.", "S.T.", "S.P."),
    "leader": ("S.Sos., M.Si.", "S.STP., M.Si.", "S.E., M.M.", "S.H., M.H.", "S.T., M.T.", "S.IP., M.AP."),
    "school": ("S.Pd.", "S.Pd.I.", "S.Pd., M.Pd.", "S.Ag."),
    "health": ("S.Kep., Ns.", "A.Md.Kep.", "A.Md.Keb.", "S.K.M.", "A.Md.Farm."),
    "clerk": ("", "", "A.Md.", "A.Md.Kom."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """The names of one region."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    seconds: tuple[str, ...]
    shape: str


def _regions() -> dict[str, Region]:
    found = {}
    for line in TABLE.strip().splitlines():
        key, men, women, seconds, shape = (cell.strip() for cell in line.split("|"))
        found[key] = Region(
            men=tuple(men.split()), women=tuple(women.split()), seconds=tuple(seconds.split()), shape=shape
        )
    return found


REGIONS = _regions()
_ALL = tuple(REGIONS)
# How many bear a name of the place they work in; the rest comes from anywhere.
AT_HOME = 0.72


def name_of(chance: random.Random, region: str, *, is_female: bool) -> str:
    """A name without titles."""
    drawn = REGIONS[region if chance.random() < AT_HOME else _one(chance, _ALL)]
    given = drawn.women if is_female else drawn.men
    first, second = _one(chance, given), _one(chance, drawn.seconds)
    if drawn.shape == "bali":
        return f"{'Ni' if is_female else 'I'} {first} {second}"
    middle = _one(chance, given)
    # Two given names before a second one: as common as not, and what keeps namesakes apart.
    if middle in {first, second} or chance.random() < 0.45:
        return first if first == second else f"{first} {second}"
    return f"{first} {middle}" if first == second else f"{first} {middle} {second}"


def title_of(chance: random.Random, group: str) -> str:
    """The titles after a name, or "" for nobody's."""
    return _one(chance, TITLES[group])


def _one(chance: random.Random, words: tuple[str, ...]) -> str:
    return words[int(chance.random() * len(words))]
