<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>RenderQueue</name>
    <message numerus="yes">
        <source>%n frame(s), %1×%2, %3 s</source>
        <translation>
            <numerusform>%n frame, %1×%2, %3 s</numerusform>
            <numerusform>%n frames, %1×%2, %3 s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n damaged frame(s) of the source, the one before repeated</source>
        <translation>
            <numerusform>%n damaged frame of the source, the one before repeated</numerusform>
            <numerusform>%n damaged frames of the source, the one before repeated</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ChainPanel</name>
    <message numerus="yes">
        <source>%n step(s) copied</source>
        <translation>
            <numerusform>%n step copied</numerusform>
            <numerusform>%n steps copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Detectors</name>
    <message numerus="yes">
        <source>%n new flag(s) in Review</source>
        <translation>
            <numerusform>%n new flag in Review</numerusform>
            <numerusform>%n new flags in Review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hand(s) to check</source>
        <translation>
            <numerusform>%n hand to check</numerusform>
            <numerusform>%n hands to check</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FailedFrames</name>
    <message numerus="yes">
        <source>%n frame(s) failed</source>
        <translation>
            <numerusform>%n frame failed</numerusform>
            <numerusform>%n frames failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::FixListModel</name>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::HintListModel</name>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n job(s) are still running.</source>
        <translation>
            <numerusform>%n job is still running.</numerusform>
            <numerusform>%n jobs are still running.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MediaPanel</name>
    <message numerus="yes">
        <source>%n file(s) found</source>
        <translation>
            <numerusform>%n file found</numerusform>
            <numerusform>%n files found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::MessageBar</name>
    <message numerus="yes">
        <source>%1 (%n time(s))</source>
        <comment>message that came repeatedly</comment>
        <translation>
            <numerusform>%1 (%n time)</numerusform>
            <numerusform>%1 (%n times)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>messages behind this one</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::NextFixPane</name>
    <message numerus="yes">
        <source>Drawn now, it holds from %1 to %2 (%n frames).</source>
        <translation>
            <numerusform>Drawn now, it holds from %1 to %2 (%n frame).</numerusform>
            <numerusform>Drawn now, it holds from %1 to %2 (%n frames).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::RenderForm</name>
    <message numerus="yes">
        <source>%n frame(s), %1</source>
        <translation>
            <numerusform>%n frame, %1</numerusform>
            <numerusform>%n frames, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ShotListModel</name>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation>
            <numerusform>%n take</numerusform>
            <numerusform>%n takes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::ShotsPanel</name>
    <message numerus="yes">
        <source>%n shot(s)</source>
        <translation>
            <numerusform>%n shot</numerusform>
            <numerusform>%n shots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::Studio</name>
    <message numerus="yes">
        <source>%n cut(s) found</source>
        <translation>
            <numerusform>%n cut found</numerusform>
            <numerusform>%n cuts found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TakeListModel</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fix(es)</source>
        <translation>
            <numerusform>%n fix</numerusform>
            <numerusform>%n fixes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TimelineView</name>
    <message numerus="yes">
        <source>%1 · %2 to %3 · %n frame(s)</source>
        <translation>
            <numerusform>%1 · %2 to %3 · %n frame</numerusform>
            <numerusform>%1 · %2 to %3 · %n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kinovar::ui::TransportBar</name>
    <message numerus="yes">
        <source>%n dropped</source>
        <translation>
            <numerusform>%n dropped</numerusform>
            <numerusform>%n dropped</numerusform>
        </translation>
    </message>
</context>
</TS>
