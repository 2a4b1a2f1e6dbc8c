// Time left is the slicer's if it says one, else what the bytes so far took.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/host_print.hpp"

#include <filesystem>
#include <utility>

#include "client/moments.hpp"

namespace escapement::client {

namespace {

constexpr double least_share = 0.01;  // of a file, from which a speed can be told

}  // namespace

base::Result<void> HostPrint::start(const std::string& path, base::HostTime now) {
    auto file = StreamedFile::open(path);
    if (!file) return std::move(file.error());
    file_.emplace(*std::move(file));
    paused_.reset();
    stopped_ = false;
    held_since_.reset();
    begun_ = now;
    pauses_ = {};
    snapshot_.job = Job{.state = JobState::printing,
                        .source = JobSource::host,
                        .name = std::filesystem::path(path).filename().string()};
    sender_.start_stream([this] { return next_line(); });
    note_progress(now);
    return {};
}

// What stops everything does not wait for its turn; nothing comes behind it.
std::optional<std::string> HostPrint::next_line() {
    if (!file_ || stopped_) return std::nullopt;
    auto line = file_->next();
    stopped_ = line && stops_everything(Send{*line});
    return stopped_ ? std::nullopt : line;
}

void HostPrint::note_progress(base::HostTime now) {
    if (!file_ || !snapshot_.job || held_since_) return;
    auto& job = *snapshot_.job;
    job.done = file_->done();
    job.total = file_->total();
    const double share = static_cast<double>(file_->done()) / static_cast<double>(file_->total());
    job.progress = share;
    job.elapsed_s = seconds_between(begun_, now) - base::Seconds(pauses_).count();
    if (file_->told_left_s())
        job.left_s = file_->told_left_s();
    else if (file_->estimate_s() > 0.0)
        job.left_s = file_->estimate_s() * (1.0 - share);
    else if (share > least_share)
        job.left_s = *job.elapsed_s / share * (1.0 - share);
}

void HostPrint::hold(base::HostTime now) {
    note_progress(now);
    held_since_ = now;
    sender_.hold_stream(true);
    snapshot_.job->state = JobState::pausing;
}

Lines HostPrint::park() {
    paused_ = file_ ? paused_at(*file_, snapshot_.position) : std::nullopt;
    return paused_ ? park_lines() : Lines{};
}

void HostPrint::parked() {
    if (file_) snapshot_.job->state = JobState::paused;
}

Lines HostPrint::unpark() const {
    return paused_ ? unpark_lines(*paused_) : Lines{};
}

void HostPrint::proceed(base::HostTime now) {
    if (!file_) return;
    if (held_since_) pauses_ += now - *std::exchange(held_since_, std::nullopt);
    paused_.reset();
    snapshot_.job->state = JobState::printing;
    sender_.hold_stream(false);
}

void HostPrint::end(JobState state) {
    if (!file_) return;
    sender_.stop_stream();
    auto& job = *snapshot_.job;
    job.state = state;
    job.left_s.reset();
    if (state == JobState::finished) job.progress = 1.0;
    file_.reset();
    paused_.reset();
    held_since_.reset();
}

Lines HostPrint::after_cancel() const {
    auto lines = cool_down_lines(snapshot_);
    if (file_ && file_->homed() && !paused_) {
        const Lines rise{"G91", "G1 Z5 F600", "G90"};
        lines.insert(lines.end(), rise.begin(), rise.end());
    }
    return lines;
}

}  // namespace escapement::client
