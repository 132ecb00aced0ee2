#include "core/gallery/gallery.h"

#include "core/base/file.h"
#include "core/gallery/contact_sheet.h"
#include "core/gallery/film_plan.h"
#include "core/gallery/section_clip.h"
#include "core/gallery/section_store.h"
#include "core/gallery/sitters_ahead.h"
#include "core/gallery/triage.h"
#include "core/image/cv_bridge.h"
#include "core/image/mat_pool.h"
#include "core/media/join.h"
#include "core/media/segment_writer.h"
#include "core/media/sound_track.h"
#include "core/pipeline/pull_ahead.h"
#include "core/render/credited_file.h"
#include "core/render/marked_clip.h"
#include "core/render/output_place.h"
#include "core/steps/portrait/portrait_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace kinovar::gallery {

namespace {

namespace fs = std::filesystem;

/// Count up when the same portraits would be shown in another way.
constexpr std::int64_t kGalleryVersion = 1;
constexpr const char* kSoftware = "Kinovar " KINOVAR_VERSION;
constexpr const char* kSoundExtension = "m4a";
constexpr int kFramesAhead = 4;

bool same_file(const fs::path& a, const fs::path& b) {
    std::error_code ignored;
    return fs::equivalent(a, b, ignored);
}

/// One making of a film, from the list to the finished file.
class GalleryRun {
public:
    GalleryRun(const std::vector<Entry>& entries, fs::path output, const GalleryOptions& options,
               Job& job)
        : entries_(entries), output_(std::move(output)), options_(options), job_(job) {}

    Result<GalleryReport> run() {
        const auto start = std::chrono::steady_clock::now();
        KINOVAR_TRY(plan_output());
        KINOVAR_TRY_ASSIGN(SectionStore store, SectionStore::open(output_));
        KINOVAR_TRY(choose());
        KINOVAR_TRY(plan_sections());
        KINOVAR_TRY(make_sections(store));
        KINOVAR_TRY(make_sound(store));
        KINOVAR_TRY(join(store));
        store.remove_stale();
        report_.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return std::move(report_);
    }

private:
    Status plan_output();
    Status choose();
    Status record();
    Status plan_sections();
    [[nodiscard]] SitterSpec spec_of(std::size_t number) const;
    [[nodiscard]] Hash128 key_of(const Section& section) const;
    Status make_sections(SectionStore& store);
    Status make_section(const Section& section, const fs::path& file, SittersAhead& sitters);
    Result<SectionParts> parts_of(const Section& section, SittersAhead& sitters);
    Status make_sound(SectionStore& store);
    [[nodiscard]] media::JoinPlan join_plan() const;
    Status join(const SectionStore& store);

    const std::vector<Entry>& entries_;
    fs::path output_;
    const GalleryOptions& options_;
    Job& job_;

    std::vector<Looked> sitters_; ///< those that are shown, in order
    FilmPlan plan_;
    std::optional<media::EncodeSpec> encode_;
    credentials::Credentials film_; ///< with all consents; the marks stand for them
    std::vector<fs::path> segments_;
    fs::path sound_;
    GalleryReport report_;
};

Status GalleryRun::plan_output() {
    if (entries_.empty()) {
        return failure(ErrorCode::InvalidArgument, "the gallery has no portraits",
                       "give a folder of portraits, or a CSV list of them");
    }
    std::optional<media::Codec> codec = options_.encode.codec;
    constexpr std::int64_t kMany = 2; // a film is never a single still
    KINOVAR_TRY_ASSIGN(const render::OutputPlace place,
                       render::place_output(entries_.front().file, output_, codec, kMany));
    if (place.kind != render::OutputPlace::Kind::Film) {
        return failure(ErrorCode::InvalidArgument, "a gallery is written as a film",
                       "choose a name such as gallery.mp4");
    }
    output_ = place.path;
    const auto overwritten = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) {
        return same_file(e.file, output_);
    });
    if (overwritten != entries_.end() || same_file(options_.music, output_)) {
        return failure(ErrorCode::NotWritable,
                       fmt::format("the output {} would overwrite the input", output_.string()),
                       "choose another name; the input is never modified");
    }
    media::VideoInfo source; // stills: RGB of 8 bits
    source.layout = {.family = PixelLayout::Family::Rgb, .bits = 8};
    source.colour = ColourSpec::srgb();
    KINOVAR_TRY_ASSIGN(const FilmPlan one, plan_film(1, options_));
    KINOVAR_TRY_ASSIGN(encode_, media::plan_encode(options_.encode, source, options_.width,
                                                   options_.height, one.rate, {1, 1}, false));
    return {};
}

/// Looks at all portraits, writes the sheet of those left out, and fails where none is left.
Status GalleryRun::choose() {
    const fs::path sheet = output_.parent_path() / (output_.stem().string() + "-left-out.png");
    std::vector<Entry> entries = entries_;
    std::erase_if(entries, [&](const Entry& entry) { return same_file(entry.file, sheet); });
    KINOVAR_TRY_ASSIGN(std::vector<Looked> looked, look_at(entries, options_, job_));
    KINOVAR_TRY(record());
    for (Looked& one : looked) {
        report_.triage.push_back(one.triage);
        if (one.triage.taken) {
            const bool consent = one.consent.check().has_value();
            if (consent && std::find(film_.consents.begin(), film_.consents.end(), one.consent) ==
                               film_.consents.end()) {
                film_.consents.push_back(one.consent);
            }
            sitters_.push_back(std::move(one));
        }
    }
    KINOVAR_TRY(write_contact_sheet(sheet, report_.triage));
    std::error_code ignored;
    if (sitters_.size() < report_.triage.size()) {
        report_.contact_sheet = sheet;
    } else {
        fs::remove(sheet, ignored); // that of an earlier run
    }
    if (sitters_.empty()) {
        return failure(
            ErrorCode::Refused,
            fmt::format("none of the {} portraits can be animated", report_.triage.size()),
            fmt::format("{} shows why", sheet.string()));
    }
    return {};
}

/// What must be known of the film.
Status GalleryRun::record() {
    const pipeline::ClipInfo nothing{.colour = ColourSpec::srgb()};
    KINOVAR_TRY_ASSIGN(const steps::PortraitRecord one, steps::record_of({}, {}, nothing, nullptr));
    film_ = *one.credentials;
    film_.software = kSoftware;
    film_.action = "Portraits were brought to life: the movements of their faces, and the passages "
                   "from face to face, were made up.";
    film_.visible_mark = options_.visible_mark;
    return {};
}

SitterSpec GalleryRun::spec_of(std::size_t number) const {
    const Looked& looked = sitters_[number];
    SitterSpec spec;
    spec.entry = looked.triage.entry;
    spec.content = looked.content;
    spec.preset = options_.preset;
    spec.seed = static_cast<std::uint32_t>(options_.seed);
    spec.life = plan_.life();
    spec.passage = plan_.seconds(plan_.passage);
    spec.restore = options_.restore;
    spec.width = options_.width;
    spec.height = options_.height;
    return spec;
}

Hash128 GalleryRun::key_of(const Section& section) const {
    Hasher hasher;
    hasher.add("gallery section").add(kGalleryVersion).add(media::key_of(*encode_));
    hasher.add(static_cast<std::int64_t>(section.kind)).add(section.frames);
    hasher.add(plan_.passage).add(plan_.solo);
    hasher.add(static_cast<std::int64_t>(section.opens) * 2 +
               static_cast<std::int64_t>(section.closes));
    hasher.add(section.opens || section.closes ? options_.fade : 0.0);
    hasher.add(static_cast<std::int64_t>(credentials::mark_id(film_)));
    hasher.add(static_cast<std::int64_t>(options_.visible_mark));
    hasher.add(spec_of(section.sitter).key());
    const Entry& entry = sitters_[section.sitter].triage.entry;
    switch (section.kind) {
    case Section::Kind::Title:
        hasher.add(options_.title);
        break;
    case Section::Kind::Solo:
        hasher.add(entry.name).add(entry.years).add(entry.caption);
        break;
    case Section::Kind::Passage:
        hasher.add(spec_of(section.sitter + 1).key());
        break;
    }
    return hasher.finish();
}

Status GalleryRun::plan_sections() {
    KINOVAR_TRY_ASSIGN(plan_, plan_film(sitters_.size(), options_));
    for (Section& section : plan_.sections) {
        section.key = key_of(section);
    }
    report_.frames = plan_.frames();
    report_.sections = static_cast<int>(plan_.sections.size());
    return {};
}

Status GalleryRun::make_sections(SectionStore& store) {
    std::vector<bool> missing;
    std::int64_t kept_frames = 0;
    for (const Section& section : plan_.sections) {
        segments_.push_back(store.path_of(section.key, media::segment_extension()));
        missing.push_back(!SectionStore::has(segments_.back()));
        if (!missing.back()) {
            ++report_.sections_kept;
            kept_frames += section.frames;
        }
    }
    job_.begin("render", report_.frames);
    if (kept_frames > 0) {
        job_.log(fmt::format("{} of {} sections are kept from an earlier run",
                             report_.sections_kept, report_.sections));
        job_.advance_done_before(kept_frames);
    }
    std::vector<std::size_t> order; // of the portraits that are needed
    for (std::size_t number = 0; number < sitters_.size(); ++number) {
        for (std::size_t i = 0; i < missing.size(); ++i) {
            if (missing[i] && plan_.sections[i].shows(number)) {
                order.push_back(number);
                break;
            }
        }
    }
    SittersAhead sitters(
        std::move(order), [this](std::size_t n) { return spec_of(n); }, job_.stop_token());
    for (std::size_t i = 0; i < missing.size(); ++i) {
        if (missing[i]) {
            KINOVAR_TRY(make_section(plan_.sections[i], segments_[i], sitters));
        }
    }
    return {};
}

Result<SectionParts> GalleryRun::parts_of(const Section& section, SittersAhead& sitters) {
    SectionParts parts;
    parts.section = section;
    parts.credentials = std::make_shared<credentials::Credentials>(film_);
    parts.fade =
        std::min(static_cast<std::int64_t>(std::llround(options_.fade * plan_.rate.value())),
                 section.frames / 2);
    KINOVAR_TRY_ASSIGN(parts.sitter, sitters.get(section.sitter));
    const Entry& entry = sitters_[section.sitter].triage.entry;
    switch (section.kind) {
    case Section::Kind::Title: {
        KINOVAR_TRY_ASSIGN(parts.text,
                           title_overlay(options_.title, options_.width, options_.height));
        break;
    }
    case Section::Kind::Solo: {
        KINOVAR_TRY_ASSIGN(parts.text, caption_overlay(entry, options_.width, options_.height));
        break;
    }
    case Section::Kind::Passage: {
        KINOVAR_TRY_ASSIGN(parts.next, sitters.get(section.sitter + 1));
        break;
    }
    }
    return parts;
}

Status GalleryRun::make_section(const Section& section, const fs::path& file,
                                SittersAhead& sitters) {
    KINOVAR_TRY_ASSIGN(SectionParts parts, parts_of(section, sitters));
    KINOVAR_TRY_ASSIGN(const pipeline::ClipPtr plain, section_clip(std::move(parts), plan_));
    const pipeline::ClipPtr clip = render::marked(plain, kSoftware);
    KINOVAR_TRY_ASSIGN(const auto writer, media::SegmentWriter::open(file, *encode_));
    const auto processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const pipeline::PullOptions pull{.first = 0,
                                     .last = section.frames - 1,
                                     .workers = std::min(processors, kFramesAhead),
                                     .ahead = kFramesAhead};
    KINOVAR_TRY(pipeline::pull_ahead(*clip, pull, job_,
                                     [&](std::int64_t /*n*/, const FramePtr& frame) -> Status {
                                         KINOVAR_TRY(writer->write(*frame));
                                         job_.advance();
                                         return {};
                                     }));
    return writer->finish();
}

Status GalleryRun::make_sound(SectionStore& store) {
    if (options_.music.empty()) {
        return {};
    }
    if (encode_->codec == media::Codec::Gif) {
        job_.warn("a GIF has no sound: the music is left out");
        return {};
    }
    constexpr std::uint64_t kLargestMusic = std::uint64_t{4} << 30U;
    KINOVAR_TRY_ASSIGN(const std::string bytes, read_file(options_.music, kLargestMusic));
    const media::SoundTrackOptions options{plan_.seconds(report_.frames), options_.fade};
    Hasher key;
    key.add("gallery sound").add(kGalleryVersion).add(bytes);
    key.add(options.seconds).add(options.fade);
    sound_ = store.path_of(key.finish(), kSoundExtension);
    return SectionStore::has(sound_)
               ? Status{}
               : media::make_sound_track(options_.music, sound_, options, job_);
}

media::JoinPlan GalleryRun::join_plan() const {
    media::JoinPlan plan{.output = output_, .encode = *encode_, .segments = segments_};
    plan.time_base = {plan_.rate.den, plan_.rate.num};
    for (std::int64_t n = 0; n < report_.frames; ++n) {
        plan.times.push_back(n);
    }
    plan.last_duration = 1;
    plan.source = sound_;
    plan.carry = media::Carry::Sound;
    plan.cut = true;
    plan.cut_end = plan_.seconds(report_.frames);
    plan.statements = credentials::metadata_lines(film_);
    return plan;
}

Status GalleryRun::join(const SectionStore& store) {
    const media::JoinPlan plan = join_plan();
    job_.begin("join", 0);
    KINOVAR_TRY(render::make_credited(output_, store.folder(), &film_, render::Sidecar::Keep,
                                      [&](const fs::path& path) {
                                          media::JoinPlan there = plan;
                                          there.output = path;
                                          return media::join_segments(there, job_);
                                      }));
    job_.begin("check", 0);
    KINOVAR_TRY_ASSIGN(const auto differences, media::check_export(plan));
    for (const media::Difference& difference : differences) {
        job_.warn("the film differs from what was planned: " + difference.what);
    }
    return {};
}

} // namespace

Result<GalleryReport> make_gallery(const std::vector<Entry>& entries, const fs::path& output,
                                   const GalleryOptions& options, Job& job) {
    // Several frames are made at a time; threads below one frame would only be in the way.
    set_cv_threads(1);
    pool_matrices();
    return GalleryRun(entries, output, options, job).run();
}

} // namespace kinovar::gallery
