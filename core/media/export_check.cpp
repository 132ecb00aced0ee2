#include "core/media/encoder.h"
#include "core/media/file_scan.h"
#include "core/media/frame_times.h"
#include "core/media/join.h"
#include "core/media/language.h"
#include "core/media/loop_kit.h"
#include "core/media/metadata.h"
#include "core/media/stream_plan.h"
#include "core/media/webp.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::media {

namespace {

/// Matroska rounds to milliseconds, GIF to hundredths, MP4 and MOV tell every tick (the rest is
/// the rounding of doubles).
constexpr double kMatroskaSlack = 0.000'501;
constexpr double kGifSlack = 0.010'001;
constexpr double kWebpSlack = 0.002;
constexpr double kExactSlack = 0.000'001;
/// What lengths of sound and texts may differ by: two roundings to milliseconds, and an edge.
constexpr double kLengthSlack = 0.003;
/// The same for stretched sound, which is made in pieces that overlap, and whose run-up is gone.
constexpr double kStretchSlack = 0.1;

std::string tag(const AVDictionary* metadata, const char* key) {
    const AVDictionaryEntry* entry = av_dict_get(metadata, key, nullptr, 0);
    return entry == nullptr ? std::string() : entry->value;
}

std::string language_of(const AVStream& stream) {
    const std::string language = tag(stream.metadata, "language");
    return language == "und" ? std::string() : language;
}

/// Compares one finished film with its plan.
class ExportChecker {
public:
    explicit ExportChecker(const JoinPlan& plan) : plan_(reduced(plan)), times_(plan_) {}
    [[nodiscard]] Result<std::vector<Difference>> run();

private:
    template <class... Args>
    void differs(fmt::format_string<Args...> text, Args&&... args) {
        found_.push_back({fmt::format(text, std::forward<Args>(args)...)});
    }
    void expect_text(const std::string& where, const std::string& what, const std::string& have,
                     const std::string& source);
    void check_frames();
    void check_picture();
    void check_colour(const AVCodecParameters& facts);
    void check_streams_of_source();
    void check_stream(const StreamPlan& plan, std::vector<bool>& taken);
    void check_lengths(const StreamPlan& plan, int match);
    void check_attachment(const AVStream& from, std::vector<bool>& taken);
    void check_chapters();
    void check_statements();
    [[nodiscard]] Status check_webp();
    void check_metadata(const std::string& where, const AVDictionary* source,
                        const AVDictionary* have);
    [[nodiscard]] int find_match(const StreamPlan& plan, const std::vector<bool>& taken) const;
    [[nodiscard]] double slack() const;

    const JoinPlan plan_; ///< as it was to come out
    FrameTimes times_;
    const char* muxer_ = "gif";
    FileScan output_;
    FileScan source_;
    std::vector<Difference> found_;
};

double ExportChecker::slack() const {
    const std::string_view muxer = muxer_;
    return muxer == "matroska" ? kMatroskaSlack : muxer == "gif" ? kGifSlack : kExactSlack;
}

void ExportChecker::expect_text(const std::string& where, const std::string& what,
                                const std::string& have, const std::string& source) {
    if (have != source) {
        differs("{}: {} is \"{}\", source \"{}\"", where, what, have, source);
    }
}

void ExportChecker::check_frames() {
    if (static_cast<std::int64_t>(output_.times.size()) != times_.count()) {
        differs("frames: {}, planned {}", output_.times.size(), times_.count());
        return;
    }
    const bool is_gif = std::string_view(muxer_) == "gif";
    const double tick = plan_.time_base.value();
    const double origin = is_gif ? static_cast<double>(times_.start(0)) * tick : 0;
    std::int64_t wrong = 0;
    std::int64_t first_wrong = 0;
    for (std::int64_t i = 0; i < times_.count(); ++i) {
        const double wanted = static_cast<double>(times_.start(i)) * tick - origin;
        if (std::abs(output_.times[static_cast<std::size_t>(i)] - wanted) > slack()) {
            first_wrong = wrong++ == 0 ? i : first_wrong;
        }
    }
    if (wrong > 0) {
        differs("frame times: {} of {} differ, the first is frame {} at {:.6f} s, planned {:.6f} s",
                wrong, times_.count(), first_wrong,
                output_.times[static_cast<std::size_t>(first_wrong)],
                static_cast<double>(times_.start(first_wrong)) * tick - origin);
    }
    const std::int64_t last = times_.count() - 1;
    const double end = static_cast<double>(times_.start(last) + times_.duration(last)) * tick;
    const double whole = static_cast<double>(output_.input->duration +
                                             std::max<std::int64_t>(0, output_.input->start_time)) /
                         AV_TIME_BASE;
    if (!is_gif && whole < end - slack() - kLengthSlack) {
        differs("duration: {:.3f} s, the pictures need {:.3f} s", whole, end);
    }
}

void ExportChecker::check_colour(const AVCodecParameters& facts) {
    const PixelLayout& layout = plan_.encode.layout;
    const bool is_rgb = layout.family == PixelLayout::Family::Rgb;
    ColourSpec wanted = plan_.encode.colour;
    ColourSpec have = ffmpeg::colour_of(facts).resolved(plan_.encode.height, is_rgb);
    if (is_rgb || layout.family == PixelLayout::Family::Grey ||
        (layout.subsample_x == 0 && layout.subsample_y == 0)) {
        have.siting = wanted.siting; // says nothing where chroma is not subsampled
    }
    if (is_rgb) {
        have.range = wanted.range; // RGB is stored in full range, tagged or not
    }
    const auto expect = [this](const char* what, std::string_view got, std::string_view want) {
        if (got != want) {
            differs("colour {}: {}, planned {}", what, got, want);
        }
    };
    expect("primaries", to_string(have.primaries), to_string(wanted.primaries));
    expect("transfer", to_string(have.transfer), to_string(wanted.transfer));
    expect("matrix", to_string(have.matrix), to_string(wanted.matrix));
    expect("range", to_string(have.range), to_string(wanted.range));
    expect("siting", to_string(have.siting), to_string(wanted.siting));
}

void ExportChecker::check_picture() {
    const AVStream& picture = *output_.input->streams[output_.picture];
    const AVCodecParameters& facts = *picture.codecpar;
    if (facts.width != plan_.encode.width || facts.height != plan_.encode.height) {
        differs("size: {}x{}, planned {}x{}", facts.width, facts.height, plan_.encode.width,
                plan_.encode.height);
    }
    if (std::string_view(muxer_) == "gif") {
        return;
    }
    const AVRational aspect =
        picture.sample_aspect_ratio.num > 0 ? picture.sample_aspect_ratio : AVRational{1, 1};
    if (!(ffmpeg::rational_of(aspect) == plan_.encode.pixel_aspect)) {
        differs("pixel aspect: {}:{}, planned {}:{}", aspect.num, aspect.den,
                plan_.encode.pixel_aspect.num, plan_.encode.pixel_aspect.den);
    }
    check_colour(facts);
    if (!source_.input || source_.picture < 0 || plan_.carry != Carry::All) {
        return;
    }
    const AVStream& from = *source_.input->streams[source_.picture];
    if (rotation_of(picture) != rotation_of(from)) {
        differs("rotation: {} degrees, source {}", rotation_of(picture), rotation_of(from));
    }
    const std::string timecode = source_timecode(*source_.input, plan_);
    JoinPlan whole = plan_;
    whole.cut = false;
    expect_text("picture", "timecode", source_timecode(*output_.input, whole), timecode);
    check_metadata("picture", from.metadata, picture.metadata);
}

int ExportChecker::find_match(const StreamPlan& plan, const std::vector<bool>& taken) const {
    const AVStream& from = *source_.input->streams[plan.index];
    for (unsigned i = 0; i < output_.input->nb_streams; ++i) {
        const AVStream& stream = *output_.input->streams[i];
        if (!taken[i] && stream.codecpar->codec_id == plan.codec &&
            stream.codecpar->codec_type == from.codecpar->codec_type &&
            same_language(language_of(stream), language_of(from))) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

void ExportChecker::check_lengths(const StreamPlan& plan, int match) {
    StreamScan wanted = source_.streams[static_cast<std::size_t>(plan.index)];
    wanted.start /= plan_.pace;
    wanted.end /= plan_.pace;
    wanted.last /= plan_.pace;
    const double slack = plan.fate == StreamFate::Stretched ? kStretchSlack : kLengthSlack;
    const StreamScan& have = output_.streams[static_cast<std::size_t>(match)];
    if (wanted.packets == 0) {
        return;
    }
    // Converted sound and text is cut into packets anew.
    if (plan.fate == StreamFate::Copied && have.packets != wanted.packets) {
        differs("{}: {} packets, source {}", plan.what, have.packets, wanted.packets);
    }
    if (std::abs(have.start - wanted.start) > slack) {
        differs("{}: starts at {:.3f} s, source {:.3f} s", plan.what, have.start, wanted.start);
    }
    // The last packet of copied sound may be said to be longer: MP4 knows where in it the sound
    // ends, Matroska does not.
    const bool same_packets = plan.fate == StreamFate::Copied && have.packets == wanted.packets &&
                              std::abs(have.last - wanted.last) <= kLengthSlack;
    if (!same_packets && std::abs(have.length() - wanted.length()) > slack) {
        differs("{}: duration {:.3f} s, source {:.3f} s", plan.what, have.length(),
                wanted.length());
    }
}

void ExportChecker::check_stream(const StreamPlan& plan, std::vector<bool>& taken) {
    const AVStream& from = *source_.input->streams[plan.index];
    const bool is_cover = (from.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    if (plan.fate == StreamFate::Replaced || plan.fate == StreamFate::Elsewhere ||
        plan.fate == StreamFate::Unwanted) {
        return;
    }
    if (plan.fate == StreamFate::Impossible) {
        differs("{}: left out", plan.what);
        return;
    }
    if (plan.fate == StreamFate::Attached && !is_cover) {
        check_attachment(from, taken);
        return;
    }
    const int match = find_match(plan, taken);
    if (match < 0) {
        differs("{}: missing", plan.what);
        return;
    }
    taken[static_cast<std::size_t>(match)] = true;
    const AVStream& to = *output_.input->streams[match];
    if (is_cover) {
        if (to.attached_pic.size != from.attached_pic.size) {
            differs("{}: {} bytes, source {}", plan.what, to.attached_pic.size,
                    from.attached_pic.size);
        }
        return;
    }
    const AVCodecParameters& a = *to.codecpar;
    const AVCodecParameters& b = *from.codecpar;
    if (a.sample_rate != b.sample_rate || a.ch_layout.nb_channels != b.ch_layout.nb_channels) {
        differs("{}: {} Hz, {} channels, source {} Hz, {} channels", plan.what, a.sample_rate,
                a.ch_layout.nb_channels, b.sample_rate, b.ch_layout.nb_channels);
    }
    check_lengths(plan, match);
    if (plan_.carry == Carry::All) {
        check_metadata(plan.what, from.metadata, to.metadata);
    }
}

void ExportChecker::check_attachment(const AVStream& from, std::vector<bool>& taken) {
    const std::string name = tag(from.metadata, "filename");
    for (unsigned i = 0; i < output_.input->nb_streams; ++i) {
        const AVStream& stream = *output_.input->streams[i];
        if (!taken[i] && stream.codecpar->codec_type == AVMEDIA_TYPE_ATTACHMENT &&
            tag(stream.metadata, "filename") == name &&
            stream.codecpar->extradata_size == from.codecpar->extradata_size) {
            taken[i] = true;
            return;
        }
    }
    differs("attachment {} ({} bytes): missing", name, from.codecpar->extradata_size);
}

void ExportChecker::check_streams_of_source() {
    std::vector<bool> taken(output_.input->nb_streams, false);
    if (output_.picture >= 0) {
        taken[static_cast<std::size_t>(output_.picture)] = true;
    }
    for (const StreamPlan& plan : plan_streams(*source_.input, muxer_, plan_.pace, plan_.carry)) {
        check_stream(plan, taken);
    }
}

void ExportChecker::check_chapters() {
    struct Span {
        double start, end;
        std::string title;
    };
    std::vector<Span> wanted;
    for (unsigned i = 0; i < source_.input->nb_chapters; ++i) {
        const AVChapter& chapter = *source_.input->chapters[i];
        Span span{static_cast<double>(chapter.start) * av_q2d(chapter.time_base),
                  static_cast<double>(chapter.end) * av_q2d(chapter.time_base),
                  tag(chapter.metadata, "title")};
        if (plan_.cut) {
            span.start = std::max(span.start, plan_.cut_start) - plan_.cut_start;
            span.end = std::min(span.end, plan_.cut_end) - plan_.cut_start;
        }
        span.start /= plan_.pace;
        span.end /= plan_.pace;
        if (!plan_.cut || span.end > span.start) {
            wanted.push_back(std::move(span));
        }
    }
    if (wanted.size() != output_.input->nb_chapters) {
        differs("chapters: {}, source {}", output_.input->nb_chapters, wanted.size());
        return;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const AVChapter& chapter = *output_.input->chapters[i];
        const double start = static_cast<double>(chapter.start) * av_q2d(chapter.time_base);
        if (std::abs(start - wanted[i].start) > kLengthSlack) {
            differs("chapter {}: starts at {:.3f} s, source {:.3f} s", i + 1, start,
                    wanted[i].start);
        }
        expect_text(fmt::format("chapter {}", i + 1), "title", tag(chapter.metadata, "title"),
                    wanted[i].title);
    }
}

void ExportChecker::check_metadata(const std::string& where, const AVDictionary* source,
                                   const AVDictionary* have) {
    const bool title_is_handler =
        std::string_view(muxer_) != "matroska" && !tag(source, "title").empty();
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(source, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
        const std::string_view key = entry->key;
        const bool is_language = key == "language";
        if (is_technical_tag(key) || (is_language && std::string_view(entry->value) == "und") ||
            (is_language && same_language(tag(have, entry->key), entry->value)) ||
            (title_is_handler && key == "handler_name") ||
            // FFmpeg writes the title of a stream into these files, but reads only its twin.
            (title_is_handler && key == "title" && tag(have, "handler_name") == entry->value) ||
            has_credits_added(tag(have, entry->key), entry->value)) {
            continue;
        }
        expect_text(where, entry->key, tag(have, entry->key), entry->value);
    }
}

void ExportChecker::check_statements() {
    if (std::string_view(muxer_) == "gif") {
        return;
    }
    for (const auto& [key, text] : statements_for(plan_, muxer_)) {
        if (tag(output_.input->metadata, key.c_str()).find(text) == std::string::npos) {
            differs("file: {} does not say \"{}\"", key, text);
        }
    }
}

Status ExportChecker::check_webp() {
    KINOVAR_TRY_ASSIGN(const WebpFacts facts, read_webp_facts(plan_.output));
    if (facts.width != plan_.encode.width || facts.height != plan_.encode.height) {
        differs("size: {}x{}, planned {}x{}", facts.width, facts.height, plan_.encode.width,
                plan_.encode.height);
    }
    if (facts.frames < 1 || facts.frames > times_.count()) {
        differs("frames: {}, planned {}", facts.frames, times_.count());
    }
    const std::int64_t last = times_.count() - 1;
    const double seconds =
        static_cast<double>(times_.start(last) + times_.duration(last) - times_.start(0)) *
        plan_.time_base.value();
    // Its encoder does not know how long the last picture stands, and takes the mean.
    const double slack =
        kWebpSlack + static_cast<double>(times_.duration(last)) * plan_.time_base.value();
    if (times_.count() > 1 && std::abs(facts.seconds - seconds) > slack) {
        differs("duration: {:.3f} s, planned {:.3f} s", facts.seconds, seconds);
    }
    return {};
}

Result<std::vector<Difference>> ExportChecker::run() {
    KINOVAR_TRY(times_.check());
    if (plan_.encode.codec == Codec::WebP) {
        KINOVAR_TRY(check_webp());
        return found_;
    }
    if (plan_.encode.codec != Codec::Gif) {
        KINOVAR_TRY_ASSIGN(muxer_, muxer_for(plan_.output));
    }
    KINOVAR_TRY_ASSIGN(output_, scan_file(plan_.output, ScanPictures::Yes, nullptr));
    if (!output_.input || output_.picture < 0) {
        differs("{} holds no pictures", plan_.output.string());
        return found_;
    }
    const ScanRange range{plan_.cut_start, plan_.cut_end};
    KINOVAR_TRY_ASSIGN(source_,
                       scan_file(plan_.source, ScanPictures::No, plan_.cut ? &range : nullptr));
    check_frames();
    check_picture();
    if (source_.input && plan_.encode.codec != Codec::Gif) {
        check_streams_of_source();
    }
    if (source_.input && plan_.encode.codec != Codec::Gif && plan_.carry == Carry::All) {
        check_chapters();
        check_metadata("file", source_.input->metadata, output_.input->metadata);
    }
    check_statements();
    return found_;
}

} // namespace

Result<std::vector<Difference>> check_export(const JoinPlan& plan) {
    try {
        return ExportChecker(plan).run();
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "no memory to check " + plan.output.string());
    }
}

} // namespace kinovar::media
