#include "tests/bench/film/film_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <map>

namespace kinovar::bench {

namespace {

using Json = nlohmann::ordered_json;
using Reels = std::vector<const ReelScore*>;
constexpr double kPercent = 100;

Json json_of(const Fidelity& f) {
    return {{"psnr", f.psnr},         {"ssim", f.ssim},       {"aligned_psnr", f.aligned_psnr},
            {"weave_x", f.weave_x},   {"weave_y", f.weave_y}, {"jitter_x", f.jitter_x},
            {"jitter_y", f.jitter_y}, {"flicker", f.flicker}};
}

Json json_of(const ReelScore& reel) {
    Json json = {{"clip", reel.clip},
                 {"strength", reel.strength},
                 {"seed", reel.seed},
                 {"aged", json_of(reel.aged)},
                 {"restored", json_of(reel.restored)}};
    if (const auto& dust = reel.dust) {
        json["dust"] = {{"stamps", dust->stamps},
                        {"found", dust->found},
                        {"repaired", dust->repaired},
                        {"patches", dust->patches},
                        {"true_patches", dust->true_patches},
                        {"recall", dust->recall()},
                        {"precision", dust->precision()},
                        {"false_share", dust->false_share}};
    }
    if (const auto& lines = reel.scratches) {
        json["scratches"] = {
            {"lines", lines->lines}, {"found", lines->found}, {"false_lines", lines->false_lines}};
    }
    if (reel.grain) {
        json["grain_db_by_octave"] = *reel.grain;
    }
    for (const PeerRun& peer : reel.peers) {
        Json one = json_of(peer.fidelity);
        one["name"] = peer.name;
        one["seconds"] = peer.seconds;
        json["peers"].push_back(std::move(one));
    }
    for (const auto& [name, seconds] : reel.seconds) {
        json["seconds"][name] = seconds;
    }
    return json;
}

double mean_of(const Reels& reels, const std::function<double(const ReelScore&)>& value) {
    double sum = 0;
    for (const ReelScore* reel : reels) {
        sum += value(*reel);
    }
    return sum / static_cast<double>(reels.size());
}

double mean_of(const Reels& reels, Fidelity ReelScore::*film, double Fidelity::*figure) {
    return mean_of(reels, [&](const ReelScore& reel) { return reel.*film.*figure; });
}

std::map<std::pair<std::string, double>, Reels> groups_of(const FilmReport& report) {
    std::map<std::pair<std::string, double>, Reels> groups;
    for (const ReelScore& reel : report.reels) {
        groups[{reel.clip, reel.strength}].push_back(&reel);
    }
    return groups;
}

/// "name plain / aligned" of the chain of filters with the best mean.
std::string best_peer(const Reels& reels) {
    std::string text = "–";
    double best = 0;
    for (std::size_t i = 0; i < reels.front()->peers.size(); ++i) {
        const double psnr =
            mean_of(reels, [i](const ReelScore& reel) { return reel.peers[i].fidelity.psnr; });
        if (psnr > best) {
            best = psnr;
            text = fmt::format(
                "{:.2f} / {:.2f} ({})", psnr,
                mean_of(reels,
                        [i](const ReelScore& reel) { return reel.peers[i].fidelity.aligned_psnr; }),
                reels.front()->peers[i].name);
        }
    }
    return text;
}

/// Found of all, pooled over the reels.
std::string dust_text(const Reels& reels) {
    DustScore sum;
    for (const ReelScore* reel : reels) {
        if (!reel->dust) {
            return "–";
        }
        sum.stamps += reel->dust->stamps;
        sum.found += reel->dust->found;
        sum.patches += reel->dust->patches;
        sum.true_patches += reel->dust->true_patches;
    }
    return fmt::format("{:.3f} / {:.3f}", sum.recall(), sum.precision());
}

std::string scratch_text(const Reels& reels) {
    ScratchScore sum;
    for (const ReelScore* reel : reels) {
        if (!reel->scratches) {
            return "–";
        }
        sum.lines += reel->scratches->lines;
        sum.found += reel->scratches->found;
        sum.false_lines += reel->scratches->false_lines;
    }
    return fmt::format("{} of {}, {} false", sum.found, sum.lines, sum.false_lines);
}

std::string grain_text(const Reels& reels) {
    std::string text;
    for (std::size_t octave = 0; octave < std::tuple_size_v<GrainScore>; ++octave) {
        if (!reels.front()->grain) {
            return "–";
        }
        text += fmt::format("{}{:+.1f}", octave > 0 ? " " : "",
                            mean_of(reels, [octave](const ReelScore& reel) {
                                return reel.grain ? (*reel.grain)[octave] : 0;
                            }));
    }
    return text;
}

std::string quality_row(const std::string& clip, const std::string& strength, const Reels& reels) {
    const auto aged = [&](double Fidelity::*figure) {
        return mean_of(reels, &ReelScore::aged, figure);
    };
    const auto restored = [&](double Fidelity::*figure) {
        return mean_of(reels, &ReelScore::restored, figure);
    };
    return fmt::format("| {} | {} | {:.2f} | {} | **{:.2f} / {:.2f}** | {:.4f} → {:.4f} |\n", clip,
                       strength, aged(&Fidelity::psnr), best_peer(reels), restored(&Fidelity::psnr),
                       restored(&Fidelity::aligned_psnr), aged(&Fidelity::ssim),
                       restored(&Fidelity::ssim));
}

std::string damage_row(const std::string& clip, const std::string& strength, const Reels& reels) {
    const auto both = [&](double Fidelity::*figure) {
        return fmt::format("{:.2f} → {:.2f}", mean_of(reels, &ReelScore::aged, figure),
                           mean_of(reels, &ReelScore::restored, figure));
    };
    return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", clip, strength,
                       both(&Fidelity::weave_x), both(&Fidelity::weave_y), both(&Fidelity::flicker),
                       dust_text(reels), scratch_text(reels), grain_text(reels));
}

std::string clean_table(const FilmReport& report) {
    std::string text = "\n| clean clip through the whole chain | PSNR, dB | changed by dust and "
                       "scratch, % of pixels |\n|---|---|---|\n";
    for (const auto& [clip, score] : report.clean) {
        text += fmt::format("| {} | {:.2f} | {:.4f} |\n", clip, score.psnr,
                            kPercent * score.false_share);
    }
    return text;
}

std::string time_table(const Reels& all) {
    std::string text = "\n| step | ms a frame |\n|---|---|\n";
    constexpr double kMilliseconds = 1000;
    for (std::size_t i = 0; i < all.front()->seconds.size(); ++i) {
        text += fmt::format("| {} | {:.0f} |\n", all.front()->seconds[i].first,
                            kMilliseconds * mean_of(all, [i](const ReelScore& reel) {
                                return reel.seconds[i].second;
                            }));
    }
    for (std::size_t i = 0; i < all.front()->peers.size(); ++i) {
        text += fmt::format("| FFmpeg {} | {:.0f} |\n", all.front()->peers[i].name,
                            kMilliseconds * mean_of(all, [i](const ReelScore& reel) {
                                return reel.peers[i].seconds;
                            }));
    }
    return text;
}

} // namespace

std::string report_json(const FilmReport& report) {
    Json json = {{"frames", report.frames}, {"reels", Json::array()}, {"clean", Json::array()}};
    for (const ReelScore& reel : report.reels) {
        json["reels"].push_back(json_of(reel));
    }
    for (const auto& [clip, score] : report.clean) {
        json["clean"].push_back(
            {{"clip", clip}, {"psnr", score.psnr}, {"false_share", score.false_share}});
    }
    return json.dump(2);
}

std::string report_markdown(const FilmReport& report) {
    if (report.reels.empty()) {
        return report.clean.empty() ? "" : clean_table(report);
    }
    Reels all;
    for (const ReelScore& reel : report.reels) {
        all.push_back(&reel);
    }
    std::string quality = "| clip | strength | aged, dB | best of FFmpeg, plain / aligned | "
                          "**Kinovar, plain / aligned** | SSIM |\n|---|---|---|---|---|---|\n";
    std::string damage =
        "\n| clip | strength | weave x, px | weave y, px | flicker, % | dust recall / precision | "
        "scratches | grain, dB by octave |\n|---|---|---|---|---|---|---|---|\n";
    for (const auto& [group, reels] : groups_of(report)) {
        const std::string strength = fmt::format("{}", group.second);
        quality += quality_row(group.first, strength, reels);
        damage += damage_row(group.first, strength, reels);
    }
    quality += quality_row("mean", "", all);
    damage += damage_row("mean", "", all);
    return quality + damage + (report.clean.empty() ? "" : clean_table(report)) + time_table(all);
}

std::string reel_line(const ReelScore& reel) {
    const Reels one{&reel};
    return fmt::format("{} strength {} seed {}: aged {:.2f}, restored {:.2f} / {:.2f}, FFmpeg {}; "
                       "weave {:.2f} × {:.2f} px, flicker {:.2f} %, dust {}, scratches {}, "
                       "grain {}",
                       reel.clip, reel.strength, reel.seed, reel.aged.psnr, reel.restored.psnr,
                       reel.restored.aligned_psnr, best_peer(one), reel.restored.weave_x,
                       reel.restored.weave_y, reel.restored.flicker, dust_text(one),
                       scratch_text(one), grain_text(one));
}

} // namespace kinovar::bench
