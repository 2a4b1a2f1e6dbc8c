// From bytes of a file to the state of a print.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/card_job.hpp"

#include "client/moments.hpp"

namespace escapement::client {

namespace {

using base::HostTime;

constexpr double least_progress = 0.005;  // of which a speed can be told
constexpr double begun_just_now = 0.002;
constexpr double as_good_as_done = 0.999;

}  // namespace

Job& CardJob::job() {
    if (!snapshot_.job) snapshot_.job.emplace();
    return *snapshot_.job;
}

void CardJob::change(JobState state) {
    job().state = state;
}

void CardJob::forget() {
    opened_.reset();
    forget_time();
}

void CardJob::forget_time() {
    mark_.reset();
    begun_.reset();
    told_ = abandoned_ = false;
}

void CardJob::hear(const MarlinLine& line, HostTime now) {
    if (line.opened) opened_ = line.opened;
    if (line.card_bytes) hear_bytes(line.card_bytes->first, line.card_bytes->second, now);
    if (line.card == CardNews::idle || line.card == CardNews::finished) hear_end(line.card);
    if (line.action) hear_action(*line.action, now);
    if (!line.left_s || !snapshot_.job || !is_busy(*snapshot_.job)) return;
    told_ = true;
    job().left_s = line.left_s;
}

void CardJob::hear_bytes(std::uint64_t done, std::uint64_t total, HostTime now) {
    if (total == 0) return hear_end(CardNews::idle);
    auto& known = job();
    const double progress =
        done < total ? static_cast<double>(done) / static_cast<double>(total) : 1.0;
    const bool goes_on = known.done && done > *known.done;
    const bool another = known.total != total || (known.done && done < *known.done);
    known.done = done;
    known.total = total;
    known.progress = progress;
    known.source = JobSource::card;
    if (known.name.empty() && opened_) known.name = *opened_;
    // The buffer of a printer that pauses is emptied first, so its bytes may go on for a while; a
    // print that was cancelled by M25 is told like one that is paused, for ever.
    abandoned_ = abandoned_ && !another;
    const bool stands = known.state == JobState::paused || abandoned_;
    const bool was_idle = !is_busy(known) && !stands;
    if (was_idle || (stands && goes_on && mark_)) {
        if (was_idle && progress < begun_just_now && !begun_) begun_ = now;
        known.state = JobState::printing;
        abandoned_ = false;
    }
    if (stands && goes_on && !mark_) mark_ = Mark{now, progress};
    if (known.state == JobState::printing) estimate(now);
}

void CardJob::estimate(HostTime now) {
    auto& known = job();
    const double progress = *known.progress;
    if (begun_) known.elapsed_s = seconds_between(*begun_, now);
    if (!mark_ || progress < mark_->progress) mark_ = Mark{now, progress};
    const double gained = progress - mark_->progress;
    if (told_ || gained < least_progress) return;
    known.left_s = seconds_between(mark_->time, now) / gained * (1.0 - progress);
}

void CardJob::hear_action(const std::string& action, HostTime now) {
    if (action == "paused" || action == "pause") paused();
    if (action == "resumed" || action == "resume") resumed(now);
    if (action == "cancel") cancelled();
}

// A printer that only says that it does not print may have been stopped at its own display.
void CardJob::hear_end(CardNews news) {
    auto& known = job();
    if (is_busy(known) || known.state == JobState::paused) {
        const bool all_done = news == CardNews::finished || known.progress > as_good_as_done;
        known.state = all_done && known.state != JobState::cancelling ? JobState::finished
                                                                      : JobState::cancelled;
        if (known.state == JobState::finished) known.progress = 1.0;
        known.left_s.reset();
    }
    forget_time();
}

void CardJob::started(const std::string& name, HostTime now) {
    snapshot_.job = Job{.state = JobState::printing, .source = JobSource::card, .name = name};
    forget_time();
    begun_ = now;
}

void CardJob::paused() {
    if (!snapshot_.job || !is_busy(*snapshot_.job)) return;
    change(JobState::paused);
    mark_.reset();
}

void CardJob::resumed(HostTime) {
    if (!snapshot_.job || snapshot_.job->state != JobState::paused) return;
    change(JobState::printing);
    mark_.reset();
}

void CardJob::cancelled() {
    if (!snapshot_.job || snapshot_.job->state == JobState::idle) return;
    change(JobState::cancelled);
    job().left_s.reset();
    forget_time();
    abandoned_ = true;
}

void CardJob::interrupted() {
    if (!snapshot_.job) return;
    if (is_busy(*snapshot_.job) || snapshot_.job->state == JobState::paused)
        change(JobState::failed);
    job().left_s.reset();
    forget_time();
}

}  // namespace escapement::client
