#include "core/steps/portrait/motion/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kinovar::portrait {

namespace {

constexpr std::size_t kMaxBytes = 4000;
constexpr std::size_t kMaxWords = 400;

struct Entry {
    std::string_view stem;
    bool whole; ///< the word is this, instead of beginning with it
    Word word;
};

Word action(GestureKind gesture) {
    return {.kind = WordKind::Action, .gesture = gesture};
}
Word verb(Verb what) {
    return {.kind = WordKind::Action, .verb = what};
}
Word part(BodyPart what) {
    return {.kind = WordKind::Part, .part = what};
}
Word way(Direction where) {
    return {.kind = WordKind::Direction, .direction = where};
}
Word of(WordKind kind, double number = 0) {
    return {.kind = kind, .number = number};
}

constexpr double kSlow = 1.6;
constexpr double kQuick = 0.65;
constexpr double kLittle = 0.5;
constexpr double kMuch = 1.4;

/// Looked through from the top: what is special stands before what is general. Lower case, е for ё.
const std::vector<Entry>& english() {
    using G = GestureKind;
    using W = WordKind;
    static const std::vector<Entry> list = {
        {"smil", false, action(G::Smile)},
        {"grin", false, action(G::Smile)},
        {"frown", false, action(G::Frown)},
        {"blink", false, action(G::Blink)},
        {"wink", false, action(G::Wink)},
        {"nod", false, action(G::Nod)},
        {"shak", false, verb(Verb::Shake)},
        {"turn", false, action(G::Turn)},
        {"rotat", false, action(G::Turn)},
        {"tilt", false, action(G::Tilt)},
        {"lean", false, action(G::Tilt)},
        {"look", false, action(G::Look)},
        {"gaz", false, action(G::Look)},
        {"glanc", false, action(G::Look)},
        {"rais", false, verb(Verb::Raise)},
        {"lift", false, verb(Verb::Raise)},
        {"lower", false, verb(Verb::Lower)},
        {"open", false, verb(Verb::Open)},
        {"clos", false, verb(Verb::Close)},
        {"breath", false, action(G::Breathe)},
        {"sigh", false, action(G::Breathe)},
        {"wait", false, action(G::Wait)},
        {"paus", false, action(G::Wait)},
        {"rest", true, action(G::Wait)},
        {"head", true, part(BodyPart::Head)},
        {"face", true, part(BodyPart::Head)},
        {"brow", false, part(BodyPart::Brows)},
        {"eyebrow", false, part(BodyPart::Brows)},
        {"mouth", false, part(BodyPart::Mouth)},
        {"lips", true, part(BodyPart::Mouth)},
        {"eye", true, part(BodyPart::Eyes)},
        {"eyes", true, part(BodyPart::Eyes)},
        {"left", false, way(Direction::Left)},
        {"right", false, way(Direction::Right)},
        {"up", true, way(Direction::Up)},
        {"upward", false, way(Direction::Up)},
        {"down", false, way(Direction::Down)},
        {"once", true, of(W::Times, 1)},
        {"twice", true, of(W::Times, 2)},
        {"thrice", true, of(W::Times, 3)},
        {"time", true, of(W::Round, 1)},
        {"times", true, of(W::Round, 1)},
        {"s", true, of(W::Seconds, 0)},
        {"sec", true, of(W::Seconds, 1)},
        {"secs", true, of(W::Seconds, 1)},
        {"second", true, of(W::Seconds, 1)},
        {"seconds", true, of(W::Seconds, 1)},
        {"deg", true, of(W::Degrees, 1)},
        {"degree", true, of(W::Degrees, 1)},
        {"degrees", true, of(W::Degrees, 1)},
        {"a", true, of(W::Filler)},
        {"one", true, of(W::Number, 1)},
        {"two", true, of(W::Number, 2)},
        {"three", true, of(W::Number, 3)},
        {"four", true, of(W::Number, 4)},
        {"five", true, of(W::Number, 5)},
        {"six", true, of(W::Number, 6)},
        {"seven", true, of(W::Number, 7)},
        {"eight", true, of(W::Number, 8)},
        {"nine", true, of(W::Number, 9)},
        {"ten", true, of(W::Number, 10)},
        {"half", true, of(W::Number, 0.5)},
        {"slow", false, of(W::Tempo, kSlow)},
        {"quick", false, of(W::Tempo, kQuick)},
        {"fast", false, of(W::Tempo, kQuick)},
        {"little", true, of(W::Amount, kLittle)},
        {"bit", true, of(W::Amount, kLittle)},
        {"slight", false, of(W::Amount, kLittle)},
        {"gent", false, of(W::Amount, kLittle)},
        {"strong", false, of(W::Amount, kMuch)},
        {"wide", false, of(W::Amount, kMuch)},
        {"broad", false, of(W::Amount, kMuch)},
        {"deep", false, of(W::Amount, kMuch)},
        {"much", true, of(W::Amount, kMuch)},
        {"then", true, of(W::Then)},
        {"after", false, of(W::Then)},
        {"and", true, of(W::Together)},
        {"while", true, of(W::Together)},
        {"with", true, of(W::Together)},
        {"together", true, of(W::Filler)},
        {"the", true, of(W::Filler)},
        {"to", true, of(W::Filler)},
        {"by", true, of(W::Filler)},
        {"for", true, of(W::Filler)},
        {"of", true, of(W::Filler)},
        {"at", true, of(W::Filler)},
        {"in", true, of(W::Filler)},
        {"your", true, of(W::Filler)},
        {"his", true, of(W::Filler)},
        {"her", true, of(W::Filler)},
        {"please", true, of(W::Filler)},
        {"again", true, of(W::Filler)},
        {"it", true, of(W::Filler)},
        {"that", true, of(W::Filler)},
        {"side", true, of(W::Filler)},
    };
    return list;
}

const std::vector<Entry>& russian() {
    using G = GestureKind;
    using W = WordKind;
    static const std::vector<Entry> list = {
        {"улыб", false, action(G::Smile)},
        {"хмур", false, action(G::Frown)},
        {"нахмур", false, action(G::Frown)},
        {"подмиг", false, action(G::Wink)},
        {"морг", false, action(G::Blink)},
        {"миг", false, action(G::Blink)},
        {"кив", false, action(G::Nod)},
        {"покач", false, verb(Verb::Shake)},
        {"покрут", false, verb(Verb::Shake)},
        {"мота", false, verb(Verb::Shake)},
        {"помота", false, verb(Verb::Shake)},
        {"поверн", false, action(G::Turn)},
        {"поворот", false, action(G::Turn)},
        {"поворач", false, action(G::Turn)},
        {"наклон", false, action(G::Tilt)},
        {"склон", false, action(G::Tilt)},
        {"посмотр", false, action(G::Look)},
        {"смотр", false, action(G::Look)},
        {"взгля", false, action(G::Look)},
        {"погля", false, action(G::Look)},
        {"гля", false, action(G::Look)},
        {"подним", false, verb(Verb::Raise)},
        {"подня", false, verb(Verb::Raise)},
        {"вскин", false, verb(Verb::Raise)},
        {"припод", false, verb(Verb::Raise)},
        {"опус", false, verb(Verb::Lower)},
        {"откр", false, verb(Verb::Open)},
        {"приоткр", false, verb(Verb::Open)},
        {"закр", false, verb(Verb::Close)},
        {"дыш", false, action(G::Breathe)},
        {"подыш", false, action(G::Breathe)},
        {"дыха", false, action(G::Breathe)},
        {"вздох", false, action(G::Breathe)},
        {"вдох", false, action(G::Breathe)},
        {"подожд", false, action(G::Wait)},
        {"жди", true, action(G::Wait)},
        {"жда", false, action(G::Wait)},
        {"ожида", false, action(G::Wait)},
        {"пауз", false, action(G::Wait)},
        {"замр", false, action(G::Wait)},
        {"голов", false, part(BodyPart::Head)},
        {"лиц", false, part(BodyPart::Head)},
        {"бров", false, part(BodyPart::Brows)},
        {"рот", true, part(BodyPart::Mouth)},
        {"рта", true, part(BodyPart::Mouth)},
        {"ртом", true, part(BodyPart::Mouth)},
        {"глаз", false, part(BodyPart::Eyes)},
        {"влев", false, way(Direction::Left)},
        {"налев", false, way(Direction::Left)},
        {"лев", false, way(Direction::Left)},
        {"вправ", false, way(Direction::Right)},
        {"направ", false, way(Direction::Right)},
        {"прав", false, way(Direction::Right)},
        {"вверх", false, way(Direction::Up)},
        {"наверх", false, way(Direction::Up)},
        {"кверх", false, way(Direction::Up)},
        {"вниз", false, way(Direction::Down)},
        {"книзу", true, way(Direction::Down)},
        {"одновремен", false, of(W::Together)},
        {"однажды", true, of(W::Times, 1)},
        {"дважды", true, of(W::Times, 2)},
        {"трижды", true, of(W::Times, 3)},
        {"четырежды", true, of(W::Times, 4)},
        {"раз", true, of(W::Round, 1)},
        {"раза", true, of(W::Round, 1)},
        {"разок", true, of(W::Round, 1)},
        {"с", true, of(W::Seconds, 0)},
        {"сек", true, of(W::Seconds, 1)},
        {"секунд", false, of(W::Seconds, 1)},
        {"градус", false, of(W::Degrees, 1)},
        {"од", false, of(W::Number, 1)},
        {"два", true, of(W::Number, 2)},
        {"две", true, of(W::Number, 2)},
        {"двух", true, of(W::Number, 2)},
        {"три", true, of(W::Number, 3)},
        {"трех", true, of(W::Number, 3)},
        {"четыр", false, of(W::Number, 4)},
        {"пять", true, of(W::Number, 5)},
        {"пяти", true, of(W::Number, 5)},
        {"шест", false, of(W::Number, 6)},
        {"сем", false, of(W::Number, 7)},
        {"восем", false, of(W::Number, 8)},
        {"восьм", false, of(W::Number, 8)},
        {"девят", false, of(W::Number, 9)},
        {"десят", false, of(W::Number, 10)},
        {"пол", true, of(W::Number, 0.5)},
        {"медлен", false, of(W::Tempo, kSlow)},
        {"плавн", false, of(W::Tempo, kSlow)},
        {"быстр", false, of(W::Tempo, kQuick)},
        {"резк", false, of(W::Tempo, kQuick)},
        {"немно", false, of(W::Amount, kLittle)},
        {"чуть", false, of(W::Amount, kLittle)},
        {"слег", false, of(W::Amount, kLittle)},
        {"сильн", false, of(W::Amount, kMuch)},
        {"широк", false, of(W::Amount, kMuch)},
        {"глубок", false, of(W::Amount, kMuch)},
        {"потом", true, of(W::Then)},
        {"затем", true, of(W::Then)},
        {"после", false, of(W::Then)},
        {"и", true, of(W::Together)},
        {"вместе", true, of(W::Together)},
        {"на", true, of(W::Filler)},
        {"в", true, of(W::Filler)},
        {"во", true, of(W::Filler)},
        {"к", true, of(W::Filler)},
        {"по", true, of(W::Filler)},
        {"течение", true, of(W::Filler)},
        {"сторон", false, of(W::Filler)},
        {"пожалуйста", true, of(W::Filler)},
        {"еще", true, of(W::Filler)},
        {"снова", true, of(W::Filler)},
        {"свою", true, of(W::Filler)},
        {"этого", true, of(W::Filler)},
    };
    return list;
}

/// The code point that begins at `at`, which moves on; broken UTF-8 is taken byte by byte.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const std::uint32_t first = byte(at++);
    constexpr unsigned kTwoBytes = 0xC0U;
    constexpr unsigned kThreeBytes = 0xE0U;
    constexpr unsigned kFourBytes = 0xF0U;
    const auto rest = [&](std::size_t count, std::uint32_t bits) {
        for (std::size_t i = 0; i < count; ++i) {
            if ((byte(at) & 0xC0U) != 0x80U) {
                return std::uint32_t{0xFFFD};
            }
            bits = bits << 6U | (byte(at++) & 0x3FU);
        }
        return bits;
    };
    if (first >= kFourBytes) {
        return rest(3, first & 0x07U);
    }
    if (first >= kThreeBytes) {
        return rest(2, first & 0x0FU);
    }
    return first >= kTwoBytes ? rest(1, first & 0x1FU) : first;
}

constexpr std::uint32_t kCyrillicA = 0x410;
constexpr std::uint32_t kCyrillicSmallA = 0x430;
constexpr std::uint32_t kCyrillicSmallYa = 0x44F;
constexpr std::uint32_t kCyrillicIe = 0x435;

/// Lower case, ё as е; 0: no letter that words are made of.
std::uint32_t letter(std::uint32_t c) {
    if (c >= 'A' && c <= 'Z') {
        return c - 'A' + 'a';
    }
    if (c >= kCyrillicA && c < kCyrillicSmallA) {
        return c - kCyrillicA + kCyrillicSmallA;
    }
    if (c == 0x401 || c == 0x451) {
        return kCyrillicIe;
    }
    const bool small = (c >= 'a' && c <= 'z') || (c >= kCyrillicSmallA && c <= kCyrillicSmallYa);
    return small ? c : 0;
}

void append(std::string& text, std::uint32_t c) {
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else { // letters lie below U+0800
        text += static_cast<char>(0xC0U | c >> 6U);
        text += static_cast<char>(0x80U | (c & 0x3FU));
    }
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "8", "1.5", «1,5»: a comma between digits is a decimal one.
Word take_number(std::string_view text, std::size_t& at) {
    std::string digits;
    while (at < text.size()) {
        const bool point = (text[at] == '.' || text[at] == ',') && at + 1 < text.size() &&
                           is_digit(text[at + 1]) && digits.find('.') == std::string::npos;
        if (!is_digit(text[at]) && !point) {
            break;
        }
        digits += point ? '.' : text[at];
        ++at;
    }
    Word word = of(WordKind::Number);
    constexpr double kTooMuch = 1e9;
    const auto [end, trouble] =
        std::from_chars(digits.data(), digits.data() + digits.size(), word.number);
    if (trouble != std::errc()) {
        word.number = kTooMuch;
    }
    word.text = std::move(digits);
    return word;
}

std::optional<Word> find_word(const std::vector<Entry>& list, std::string_view text) {
    const auto entry = std::find_if(list.begin(), list.end(), [text](const Entry& e) {
        return e.whole ? text == e.stem : text.starts_with(e.stem);
    });
    return entry == list.end() ? std::nullopt : std::optional<Word>(entry->word);
}

Result<Word> take_word(std::string_view text, std::size_t& at) {
    std::string folded;
    const std::size_t first = at;
    while (at < text.size()) {
        std::size_t next = at;
        const std::uint32_t c = letter(next_character(text, next));
        if (c == 0) {
            break;
        }
        append(folded, c);
        at = next;
    }
    std::optional<Word> word = find_word(english(), folded);
    if (!word) {
        word = find_word(russian(), folded);
    }
    const std::string_view shown = text.substr(first, at - first);
    constexpr std::size_t kLongest = 60; // bytes; longer ones are no words of anybody
    if (!word) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("the word '{}' is not known", shown.size() > kLongest ? "…" : shown),
            std::string(known_words()));
    }
    word->text = shown;
    return *word;
}

} // namespace

std::string_view known_words() {
    return "known: smile, frown, blink, wink, nod, shake head, turn left|right 8, tilt left|right, "
           "look up|down|left|right, raise brows, open mouth, breathe, wait 2; twice, 3 times, for "
           "2 seconds, slowly, quickly, a little, strongly; and, then; the same in Russian";
}

Result<std::vector<Word>> words_of(std::string_view text) {
    if (text.size() > kMaxBytes) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the script is longer than {} bytes", kMaxBytes),
                       "put fewer motions into one portrait");
    }
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t next = at;
        const std::uint32_t c = next_character(text, next);
        if (is_digit(text[at])) {
            words.push_back(take_number(text, at));
        } else if (letter(c) != 0) {
            KINOVAR_TRY_ASSIGN(Word word, take_word(text, at));
            words.push_back(std::move(word));
        } else {
            constexpr std::uint32_t kDegreeSign = 0xB0;
            if (c == ',' || c == ';' || c == '.' || c == '\n' || c == '!') {
                words.push_back(of(WordKind::Then));
            } else if (c == '+' || c == '&') {
                words.push_back(of(WordKind::Together));
            } else if (c == kDegreeSign) {
                words.push_back(of(WordKind::Degrees));
            } else if (c > ' ' && c != '-' && c != '"' && c != '\'' && c != '(' && c != ')') {
                return failure(ErrorCode::InvalidArgument,
                               fmt::format("'{}' at byte {} is no part of a script",
                                           c < 0x7F ? std::string(1, static_cast<char>(c)) : "…",
                                           at + 1),
                               std::string(known_words()));
            }
            at = next;
        }
        if (words.size() > kMaxWords) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("the script has more than {} words", kMaxWords),
                           "put fewer motions into one portrait");
        }
    }
    return words;
}

} // namespace kinovar::portrait
