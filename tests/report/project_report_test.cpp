// What the report of a project says.

#include "core/render/project_hints.h"
#include "core/report/project_report.h"
#include "core/report/report_html.h"
#include "core/steps/step_catalogue.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

namespace kinovar::report {
namespace {

using colourise::ColourHint;
using project::Document;

class ProjectReport : public testing::Test {
protected:
    void SetUp() override {
        auto made = Document::create(folder_ / "parade.kinovar");
        ASSERT_OK(made);
        document_ = std::move(*made);
        project::EditBuilder builder(*document_);
        const pipeline::Chain chain{
            {{"levels", {{"gamma", 1.25}}, true},
             {"colourise", {}, true},
             {"upscale", {{"model", std::string("realesrgan-x4fast")}}, true},
             {"curves", {}, false}}};
        reel_ = builder.insert(project::Reel{.name = "Parade 1945",
                                             .path = folder_ / "parade.mkv",
                                             .frames = 50,
                                             .width = 640,
                                             .height = 480,
                                             .chain = chain,
                                             .note = "nitrate, second copy"});
        const project::Id shot =
            builder.insert(project::Shot{.reel = reel_, .first = 0, .last = 49, .note = "windy"});
        static_cast<void>(shot);
        builder.insert(project::Flag{.reel = reel_,
                                     .first = 3,
                                     .last = 4,
                                     .kind = "colour unsure",
                                     .severity = 0.5,
                                     .text = "needs a hint",
                                     .state = project::FlagState::Open});
        builder.insert(project::Marker{.reel = reel_, .frame = 26, .text = "the banner"});
        builder.insert(project::Consent{.person = "A. Person",
                                        .relation = "daughter",
                                        .granted_by = "B. Person",
                                        .ground = "heir",
                                        .scope = "animation",
                                        .date = "2024-05-09"});
        builder.insert(project::RenderJob{.reel = reel_,
                                          .first = 0,
                                          .last = 49,
                                          .output = "parade-out.mkv",
                                          .state = project::RenderState::Done,
                                          .message = "50 frames"});
        ASSERT_OK(document_->apply(builder.finish("Fill")));
    }

    static ColourHint hint(const std::string& citation, bool documented) {
        ColourHint one;
        one.shape = colourise::HintShape::Region;
        one.colour = {30, 20};
        one.strength = 0.75;
        one.first = 25;
        one.last = 49;
        one.keys = {{25, {{0.2, 0.4}, {0.4, 0.4}, {0.3, 0.7}}}};
        one.citation = citation;
        one.documented = documented;
        return one;
    }
    void add(const colourise::HintSet& set) {
        const auto edit = render::add_hints(*document_, reel_, set);
        ASSERT_OK(edit);
        ASSERT_OK(document_->apply(*edit));
    }
    std::string html() { return html_of(report_of(*document_, steps::step_catalogue())); }

    test::TemporaryFolder folder_;
    std::unique_ptr<Document> document_;
    project::Id reel_ = 0;
};

#define EXPECT_TELLS(html, text) EXPECT_NE((html).find(text), std::string::npos) << (text)

TEST_F(ProjectReport, TellsFactsStepsAndModels) {
    const std::string page = html();
    EXPECT_TELLS(page, "Treatment report: parade");
    EXPECT_TELLS(page, "Reel 1: Parade 1945");
    EXPECT_TELLS(page, "50 frames of 640 × 480 at 25 a second (00:00:02:00)");
    EXPECT_TELLS(page, "nitrate, second copy");
    EXPECT_TELLS(page, "Levels (levels)");
    EXPECT_TELLS(page, "Gamma: 1.25");
    EXPECT_TELLS(page, "As usual: ");
    EXPECT_TELLS(page, "realesrgan-x4fast: ");
    EXPECT_TELLS(page, "BSD-3-Clause");
    EXPECT_EQ(page.find("Curves"), std::string::npos) << "a step that is switched off";
}

TEST_F(ProjectReport, TellsHintsWithTheirGrounds) {
    colourise::HintSet set{{hint("museum tunic M1943, inventory no. 12", true), hint("", false)},
                           {}};
    set.references.push_back({30, folder_ / "still.png", "poster of 1946", false});
    add(set);
    const std::string page = html();
    EXPECT_TELLS(page, "1 of 3 hints and references are documented (33 %)");
    EXPECT_TELLS(page, "museum tunic M1943, inventory no. 12</td><td>documented");
    EXPECT_TELLS(page, "no source given</td><td>inferred");
    EXPECT_TELLS(page, "a* +30, b* +20");
    EXPECT_TELLS(page, "<td>region</td>");
    EXPECT_TELLS(page, "25–49 (00:00:01:00 – 00:00:01:24)");
    EXPECT_TELLS(page, "30.0 % from left, 50.0 % from top at frame 25");
    EXPECT_TELLS(page, "<td>0.75</td>");
    EXPECT_TELLS(page, "still.png</td><td>poster of 1946</td><td>inferred");
    EXPECT_TELLS(page, "style=\"background:#");
}

TEST_F(ProjectReport, TellsFlagsNotesRendersAndConsents) {
    const std::string page = html();
    EXPECT_TELLS(page, "colour unsure");
    EXPECT_TELLS(page, "needs a hint</td><td>open");
    EXPECT_TELLS(page, "windy");
    EXPECT_TELLS(page, "the banner");
    EXPECT_TELLS(page, "parade-out.mkv");
    EXPECT_TELLS(page, "50 frames</td>");
    EXPECT_TELLS(page, "B. Person (daughter)");
    EXPECT_TELLS(page, "No colour was added by hand.");
}

TEST_F(ProjectReport, SaysWhatIsMissing) {
    const std::string page = html();
    EXPECT_TELLS(page, "(not there now)");
    EXPECT_TELLS(page, "Not complete: ");
}

TEST_F(ProjectReport, CitationsCannotBringScripts) {
    add({{hint("<script>alert(1)</script>\"><b onload='x'>", true)}, {}});
    const std::string page = html();
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("<b "), std::string::npos);
    EXPECT_TELLS(page,
                 "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;b onload=&#39;x&#39;&gt;");
}

TEST_F(ProjectReport, DamagedHintsAreToldNotHidden) {
    project::EditBuilder builder(*document_);
    builder.insert(project::Hint{.reel = reel_, .first = 1, .last = 2, .values = "{"});
    ASSERT_OK(document_->apply(builder.finish("Add hint")));
    EXPECT_TELLS(html(), "They cannot be read: ");
}

TEST_F(ProjectReport, IsTheSameEachTime) {
    EXPECT_EQ(html(), html());
}

} // namespace
} // namespace kinovar::report
