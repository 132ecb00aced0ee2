// What the report of a film or still says.

#include "core/credentials/credentials.h"
#include "core/image/frame.h"
#include "core/media/picture_file.h"
#include "core/report/file_report.h"
#include "core/report/report_html.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace kinovar::report {
namespace {

class FileReport : public testing::Test {
protected:
    std::filesystem::path still(const std::string& name) {
        Frame frame(32, 24, ColourSpec::srgb());
        std::fill(frame.values().begin(), frame.values().end(), 0.5F);
        const auto path = folder_ / name;
        EXPECT_OK(media::write_picture(path, frame, media::PictureFormat::Png, 8));
        return path;
    }
    test::TemporaryFolder folder_;
};

TEST_F(FileReport, TellsWhatEmbeddedCredentialsSay) {
    const auto path = still("portrait.png");
    credentials::Credentials credentials;
    credentials.software = "Kinovar";
    credentials.action = "A photograph was animated <by hand>";
    credentials.models = {{"human-facemesh", "Apache-2.0"}};
    credentials.consents = {{.person = "A. Person",
                             .relation = "self",
                             .granted_by = "A. Person",
                             .ground = "own portrait",
                             .date = "2024-05-09"}};
    ASSERT_OK(credentials::write_credentials(path, credentials));
    const auto report = report_of_file(path);
    ASSERT_OK(report);
    const std::string html = html_of(*report);
    for (const char* text :
         {"Report: portrait.png", "32 × 24", "compositeWithTrainedAlgorithmicMedia",
          "A photograph was animated &lt;by hand&gt;", "human-facemesh (Apache-2.0)",
          "own portrait", "2024-05-09"}) {
        EXPECT_NE(html.find(text), std::string::npos) << text;
    }
}

TEST_F(FileReport, SaysWhereThereAreNone) {
    const auto report = report_of_file(still("plain.png"));
    ASSERT_OK(report);
    EXPECT_NE(html_of(*report).find("There are none"), std::string::npos);
}

TEST_F(FileReport, WhatIsNoMediaIsAnError) {
    EXPECT_EQ(report_of_file(folder_ / "missing.mkv").error().code, ErrorCode::NotFound);
    std::ofstream(folder_ / "text.txt") << "no film";
    EXPECT_FALSE(report_of_file(folder_ / "text.txt"));
}

} // namespace
} // namespace kinovar::report
