#include "tests/project/random_edits.h"

#include "core/project/reel_edits.h"

namespace kinovar::test {

using namespace project;

namespace {

/// Above these, things are taken away again.
constexpr std::size_t kMostReels = 4;
constexpr std::size_t kMostRows = 200;

class EditMaker {
public:
    EditMaker(const Document& document, std::uint64_t seed)
        : document_(document), builder_(document), random_(seed) {}

    Edit make() {
        if (document_.all<Reel>().empty()) {
            return add_reel(document_, imagined_film(number(1, 500))).value();
        }
        const Reel& reel = any<Reel>();
        const Shot& shot = any<Shot>();
        const std::int64_t frame = number(0, reel.frames - 1);
        Result<Edit> edit = Edit{};
        switch (number(0, 10)) {
        case 0:
            if (document_.all<Reel>().size() < kMostReels) {
                return add_reel(document_, imagined_film(number(1, 500), text())).value();
            }
            break;
        case 1:
            edit = set_cuts(document_, reel.id, cuts(reel.frames));
            break;
        case 2:
            edit = split_shot(document_, reel.id, frame);
            break;
        case 3:
            edit = join_with_next(document_, shot.id);
            break;
        case 4:
            edit = move_cut(document_, shot.id, shot.first + number(-5, 5));
            break;
        case 5:
            edit = relink(document_, reel.id, moved(reel));
            break;
        case 6:
            remove_one();
            break;
        case 7:
            change_one();
            break;
        case 8:
            edit = set_source_chain(document_, reel.id, chain(), number(1, 500), {25, 1},
                                    reel.width, reel.height);
            break;
        default:
            insert_one(reel, shot);
            break;
        }
        return edit && !edit->empty() ? *edit : finish(reel);
    }

private:
    std::int64_t number(std::int64_t least, std::int64_t most) {
        return least +
               static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most - least + 1));
    }
    std::string text() {
        static const std::vector<std::string> texts{"", "a", "Пролог", "dust & 'hair'",
                                                    std::string("z\0y", 3)};
        return texts[static_cast<std::size_t>(number(0, 4))] + std::to_string(number(0, 99));
    }
    template <class Noun>
    const Noun& any() {
        const auto& rows = document_.all<Noun>();
        return std::next(rows.begin(), number(0, static_cast<std::int64_t>(rows.size()) - 1))
            ->second;
    }
    std::vector<std::int64_t> cuts(std::int64_t frames) {
        std::vector<std::int64_t> list;
        for (std::int64_t frame = number(1, 60); frame < frames; frame += number(1, 60)) {
            list.push_back(frame);
        }
        return list;
    }
    pipeline::Chain chain() {
        pipeline::Chain chain;
        for (std::int64_t n = number(0, 3); n > 0; --n) {
            pipeline::StepSpec step{text(), {}, number(0, 1) == 1};
            step.values["on"] = number(0, 1) == 1;
            step.values["count"] = number(-1000, 1000);
            step.values["amount"] = static_cast<double>(number(-1000, 1000)) / 7;
            step.values["whole"] = static_cast<double>(number(0, 3));
            step.values["text"] = "текст";
            chain.steps.push_back(std::move(step));
        }
        return chain;
    }
    static media::MediaInfo moved(const Reel& reel) {
        media::MediaInfo info = imagined_film(reel.frames, "moved" + std::to_string(reel.bytes));
        info.bytes = reel.bytes + 1;
        return info;
    }
    Edit finish(const Reel& reel) {
        Edit edit = builder_.finish("Edit");
        if (edit.empty()) {
            Reel changed = reel;
            changed.note += ".";
            builder_.update(changed);
            edit = builder_.finish("Note");
        }
        return edit;
    }

    void insert_one(const Reel& reel, const Shot& shot) {
        const std::int64_t a = number(0, reel.frames - 1);
        const std::int64_t b = number(a, reel.frames - 1);
        const double part = static_cast<double>(number(0, 1000)) / 1000;
        switch (number(0, 7)) {
        case 0:
            builder_.insert(Analysis{.reel = reel.id, .kind = "cuts", .data = "{}"});
            break;
        case 1:
            builder_.insert(Hint{.reel = reel.id, .first = a, .last = b, .values = text()});
            break;
        case 2:
            builder_.insert(
                Flag{.reel = reel.id, .first = a, .last = b, .severity = part, .values = text()});
            break;
        case 3:
            builder_.insert(Consent{.person = text(), .date = "2024-05-09"});
            break;
        case 4:
            builder_.insert(Marker{.reel = reel.id, .frame = a, .text = text()});
            break;
        case 5:
            builder_.insert(RenderJob{.reel = reel.id, .first = a, .last = b, .output = "/o.mkv"});
            break;
        case 6:
            insert_fix(a);
            break;
        default:
            insert_take(shot);
            break;
        }
    }
    void insert_take(const Shot& shot) {
        Take take{.shot = shot.id, .name = text(), .rating = static_cast<int>(number(0, 5))};
        if (number(0, 1) == 1) {
            take.chain = chain();
        }
        Shot picked = shot;
        picked.pick = builder_.insert(take);
        builder_.update(picked);
    }
    void insert_fix(std::int64_t salt) {
        if (document_.all<Take>().empty()) {
            return;
        }
        const Take& take = any<Take>();
        const Shot& shot = *document_.get<Shot>(take.shot);
        builder_.insert(Fix{.take = take.id,
                            .first = shot.first,
                            .last = shot.last,
                            .kind = "paint",
                            .pixels = std::string(static_cast<std::size_t>(salt * 3), '\0')});
    }
    /// Of any kind that can go alone, or a whole reel.
    void remove_one() {
        const auto one_of = [this]<class Noun>(const std::map<Id, Noun>& rows) {
            if (!rows.empty() && number(0, 2) == 0) {
                const Id id = any<Noun>().id;
                if (builder_.find(id) != nullptr) {
                    builder_.remove(id);
                }
            }
        };
        one_of(document_.all<Analysis>());
        one_of(document_.all<Hint>());
        one_of(document_.all<Flag>());
        one_of(document_.all<Consent>());
        one_of(document_.all<Marker>());
        one_of(document_.all<RenderJob>());
        one_of(document_.all<Take>());
        one_of(document_.all<Fix>());
        const std::size_t rows = document_.all<Flag>().size() + document_.all<Take>().size() +
                                 document_.all<Fix>().size() + document_.all<Shot>().size();
        if (rows > kMostRows || number(0, 9) == 0) {
            builder_.remove(any<Reel>().id);
        }
    }
    void change_one() {
        Reel reel = any<Reel>();
        reel.name = text();
        reel.chain = chain();
        builder_.update(reel);
        Shot shot = any<Shot>();
        shot.note = text();
        shot.pick = 0;
        builder_.update(shot);
        if (!document_.all<Flag>().empty()) {
            Flag flag = any<Flag>();
            flag.state = static_cast<FlagState>(number(0, 3));
            builder_.update(flag);
        }
        if (!document_.all<Take>().empty()) {
            Take take = any<Take>();
            take.chain = number(0, 1) == 1 ? std::optional(chain()) : std::nullopt;
            take.rating = static_cast<int>(number(0, 5));
            builder_.update(take);
        }
        if (!document_.all<RenderJob>().empty()) {
            RenderJob job = any<RenderJob>();
            job.state = static_cast<RenderState>(number(0, 4));
            job.message = text();
            builder_.update(job);
        }
    }

    const Document& document_;
    EditBuilder builder_;
    std::mt19937_64 random_;
};

} // namespace

Edit random_edit(const Document& document, std::uint64_t seed) {
    return EditMaker(document, seed).make();
}

media::MediaInfo imagined_film(std::int64_t frames, const std::string& name) {
    media::MediaInfo info;
    info.path = "/films/" + name;
    info.bytes = 1234;
    info.has_video = true;
    info.video.frames = frames;
    info.video.width = 64;
    info.video.height = 48;
    info.video.rate = {24000, 1001};
    return info;
}

} // namespace kinovar::test
