#include "tests/credentials/samples.h"
#include "tests/support/support.h"

#include <thread>

namespace kinovar::test {
namespace {

using credentials::Credentials;
using credentials::from_xmp;
using credentials::mark_id;
using credentials::metadata_lines;
using credentials::to_xmp;

TEST(Xmp, SaysItTheWayOthersRead) {
    const std::string xmp = to_xmp(sample_credentials());
    for (const char* part :
         {"http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
          "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt:DigitalSourceType",
          "xmp:CreatorTool", "Kinovar 0.1", "dc:description", "x-default", "Apache-2.0",
          "Анна Петрова", "&lt;head &amp; eyes&gt;"}) {
        EXPECT_NE(xmp.find(part), std::string::npos) << part << "\n" << xmp;
    }
}

TEST(Xmp, ComesBackAsItWas) {
    const auto again = from_xmp(to_xmp(sample_credentials()));
    ASSERT_OK(again);
    EXPECT_EQ(*again, sample_credentials());
    Credentials bare;
    bare.visible_mark = false;
    const auto bare_again = from_xmp(to_xmp(bare));
    ASSERT_OK(bare_again);
    EXPECT_EQ(*bare_again, bare);
}

TEST(Xmp, TheMarksNumberSurvivesWhatXmpDoesToTexts) {
    Credentials odd = sample_credentials();
    odd.action = "  two\n lines\t and \x01 a bell, broken \xe9\xff bytes, \xef\xbf\xbf ";
    odd.consents[0].note = std::string(9000, 'x');
    const auto again = from_xmp(to_xmp(odd));
    ASSERT_OK(again);
    EXPECT_EQ(again->action, "two lines and a bell, broken ?? bytes, ???");
    EXPECT_EQ(again->consents[0].note.size(), 4096U);
    EXPECT_EQ(mark_id(*again), mark_id(odd));
}

TEST(Xmp, TheMarksNumberTellsCredentialsApart) {
    const Credentials sample = sample_credentials();
    Credentials hidden = sample;
    hidden.visible_mark = false;
    EXPECT_EQ(mark_id(hidden), mark_id(sample));
    Credentials other = sample;
    other.software += ".1";
    EXPECT_NE(mark_id(other), mark_id(sample));
    other = sample;
    other.consents.pop_back();
    EXPECT_NE(mark_id(other), mark_id(sample));
    other = sample;
    std::swap(other.models[0], other.models[1]);
    EXPECT_NE(mark_id(other), mark_id(sample));
}

TEST(Xmp, WhatIsNoneIsRefused) {
    for (const char* xmp : {"", "no xml", "<a", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
                            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "\xff\xfe<\0a"}) {
        EXPECT_FALSE(from_xmp(xmp)) << xmp;
    }
    std::string tower;
    for (int i = 0; i < 100000; ++i) {
        tower += "<a>";
    }
    EXPECT_FALSE(from_xmp(tower));
    EXPECT_FALSE(from_xmp(std::string(20 << 20, ' ')));
    const std::string whole = to_xmp(sample_credentials());
    for (std::size_t size = 0; size < whole.size() - 20; size += 97) {
        EXPECT_FALSE(from_xmp(whole.substr(0, size)));
    }
}

TEST(Xmp, ForeignPacketsAreReadAsFarAsTheyGo) {
    const auto read = from_xmp(R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Another tool"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/print"/>
</rdf:RDF></x:xmpmeta>)");
    ASSERT_OK(read);
    EXPECT_EQ(read->digital_source_type, "print");
    EXPECT_EQ(read->software, "Another tool");
    EXPECT_FALSE(read->visible_mark);
    EXPECT_TRUE(read->models.empty());
}

TEST(Xmp, ThreadsDoNotMeet) {
    const Credentials sample = sample_credentials();
    std::vector<int> wrong(4, 0);
    {
        std::vector<std::jthread> threads;
        for (int& count : wrong) {
            threads.emplace_back([&count, &sample] {
                for (int i = 0; i < 20; ++i) {
                    const auto again = from_xmp(to_xmp(sample));
                    count += !again || *again != sample ? 1 : 0;
                }
            });
        }
    }
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(Xmp, LinesForContainersAreOneLineEach) {
    Credentials sample = sample_credentials();
    sample.action = "line\nbreak";
    const auto lines = metadata_lines(sample);
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[0], (std::pair<std::string, std::string>{"comment", "line break"}));
    EXPECT_EQ(lines[1].first, "DIGITAL_SOURCE_TYPE");
    EXPECT_EQ(lines[3].second, "facemesh (Apache-2.0), realesrgan-x4fast (BSD-3-Clause)");
    EXPECT_EQ(lines[4].second, "Анна Петрова: Maria \"Masha\" Petrova, heir, 2024-02-29; "
                               "Ivan: Ivan, own portrait, 2025-01-01");
    EXPECT_EQ(metadata_lines({}).size(), 1U);
}

} // namespace
} // namespace kinovar::test
