// Decides how far ahead steps are made, and when.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/motion_queue.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace escapement::printer {

namespace {

using base::PrintTime;
using base::Seconds;

constexpr Seconds least_step_delay{0.001};
// While steppers move, steps are made when they are only so far ahead, up to steps_ahead_most.  A
// busy computer keeps bytes that pass through a terminal device for some tenths of a second
// (docs/reference/link.md).
constexpr Seconds steps_ahead_least{0.500};
// What is not about steps is flushed up to between these two.
constexpr Seconds flush_ahead_least{0.200};
constexpr Seconds flush_ahead_most{0.400};
// Beyond the last thing to flush, so that nothing is left over.
constexpr Seconds flush_beyond{0.250};
// A stepper at rest is not asked to move sooner than this from now.
constexpr Seconds least_notice{0.100};
// Compression sees so much further than what is sent.
constexpr Seconds compression_margin{0.050};
// How long segments and steps stay known for those who ask where something was.
constexpr Seconds history{30.0};

// Towards a trigger, too.  The board stops by itself and forgets what it was to do, so a head does
// not go on for longer; only the next move begins a moment later.
constexpr Seconds drip_portion{0.050};
constexpr Seconds drip_ahead{0.350};

// Offline, steps follow the segments at this distance, in portions: of all that has come, so that
// they are made while the next is planned, but not of so much that it takes memory.
constexpr Seconds offline_lag{1.5};
constexpr Seconds offline_portion{4.0};
constexpr double most_at_once = 5.0;  // portions
constexpr double most_offline_portions = 100.0;
// A crew makes a stepper's steps in so many parts: jobs that are small end at about the same time.
constexpr int parts_of_steps = 4;

// Shorter waits than the first could be none at all on the computer's clock.
constexpr Seconds least_wait{0.001};
constexpr Seconds longest_wait{1.0};

}  // namespace

MotionQueue::MotionQueue(Parts parts)
    : parts_(std::move(parts)),
      step_delay_(least_step_delay),
      timer_(parts_.executor, [this] { work(); }) {}

MotionQueue::~MotionQueue() {
    finish_steps();
}

motion::SegmentQueue& MotionQueue::new_segment_queue() {
    return queues_.emplace_back();
}

motion::Trajectory& MotionQueue::new_trajectory() {
    return trajectories_.emplace_back();
}

void MotionQueue::learn_reach() {
    step_delay_ = least_step_delay;
    for (const Stepper* stepper : steppers_) step_delay_ = std::max(step_delay_, stepper->reach());
}

void MotionQueue::add(Stepper& stepper) {
    finish_steps();
    steppers_.push_back(&stepper);
    learn_reach();
}

void MotionQueue::remove(Stepper& stepper) {
    finish_steps();
    std::erase(steppers_, &stepper);
}

MotionQueue::Connection MotionQueue::on_flush(Listens why,
                                              std::function<void(const Flushing&)> listener) {
    auto& signal = why == Listens::to_plan_moves ? planners_ : pin_users_;
    return signal.connect(std::move(listener));
}

void MotionQueue::note_segments(PrintTime until) {
    note_steps(until);
    note_pause(until);
}

void MotionQueue::note_steps(PrintTime until) {
    motion_until_ = std::max(motion_until_, until);
    steps_needed_until_ = std::max(steps_needed_until_, until + step_delay_);
    note_activity(until + step_delay_);
}

void MotionQueue::note_pause(PrintTime until) {
    timeline_until_ = std::max(timeline_until_, until);
    if (offline() && !advancing_ && !dripping_) work_offline();
}

void MotionQueue::note_activity(PrintTime when) {
    flush_needed_until_ = std::max(flush_needed_until_, when);
    if (stopped_ || dripping_ || offline()) return;
    if (!timer_.armed()) timer_.set(parts_.executor.now());
}

PrintTime MotionQueue::restart_time() const {
    return std::max(estimated_print_time() + least_notice, solved_until_) + step_delay_;
}

void MotionQueue::flush_all() {
    advance(steps_needed_until_, {});
}

// Flushing may bring up something more to flush, such as the end of a fan's kick start.
void MotionQueue::finish() {
    flush_all();
    do {
        advance(std::max(flush_needed_until_, timeline_until_) + flush_beyond, {});
    } while (!stopped_ && flushed_until_ < flush_needed_until_);
}

runtime::Task<> MotionQueue::flush_all_in_time() {
    co_await wait_until_near(steps_needed_until_);
    parts_.turns.check();
    flush_all();
}

runtime::Task<> MotionQueue::wait_until_near(PrintTime when) {
    while (!offline() && !stopped_ && flushed_until_ < when && !parts_.turns.interrupted()) {
        const Seconds wait = when - flush_ahead_most - estimated_print_time();
        if (wait <= Seconds{}) break;
        co_await parts_.turns.nap(std::clamp(wait, least_wait, longest_wait));
    }
}

// Steps keep a distance from their end until nothing more is noted: what comes next may join.
PrintTime MotionQueue::steps_wanted_until() const {
    return steps_needed_until_ - 2.0 * step_delay_;
}

void MotionQueue::work() {
    if (solved_until_ < steps_wanted_until())
        make_steps_ahead();
    else
        flush_ahead();
    wake();
}

void MotionQueue::make_steps_ahead() {
    const PrintTime now = estimated_print_time();
    const Seconds portion = steps_ahead_most - steps_ahead_least;
    PrintTime wanted = now + steps_ahead_most;
    // Portions follow each other whatever the timer's delay was: so runs can be repeated.
    if (const PrintTime next = solved_until_ + portion; next > now)
        wanted = next > wanted + Seconds{0.005} ? solved_until_ : next;
    wanted = std::min(wanted, steps_wanted_until());
    if (wanted > solved_until_) advance({}, wanted);
}

void MotionQueue::flush_ahead() {
    const PrintTime wanted =
        std::min(estimated_print_time() + flush_ahead_most, flush_needed_until_ + flush_beyond);
    if (wanted > flushed_until_) advance(wanted, {});
}

void MotionQueue::wake() {
    PrintTime next = flushed_until_ - flush_ahead_least;
    if (solved_until_ < steps_wanted_until())
        next = solved_until_ - steps_ahead_least;
    else if (flushed_until_ >= flush_needed_until_ + flush_beyond)
        return;
    if (stopped_ || dripping_) return;
    timer_.set_after(std::max(next - estimated_print_time(), Seconds{}));
}

void MotionQueue::work_offline() {
    const PrintTime target = timeline_until_ - offline_lag;
    const Seconds portion =
        std::max(offline_portion, (target - solved_until_) / most_offline_portions);
    while (solved_until_ + portion < target)
        advance_meanwhile({}, std::min(target, solved_until_ + most_at_once * portion));
}

void MotionQueue::advance(PrintTime flush_until, PrintTime solve_until) {
    advance_meanwhile(flush_until, solve_until);
    finish_steps();
}

// Returns while the steps are being made.
void MotionQueue::advance_meanwhile(PrintTime flush_until, PrintTime solve_until) {
    await_steps();
    if (stopped_) return send_steps();
    ASSERT(!advancing_);  // listeners must not flush
    advancing_ = true;
    forget_history();
    Flushing range;
    range.flushed_until = std::max({flush_until, flushed_until_, solve_until - compression_margin});
    range.solved_until = std::max({solve_until, solved_until_, range.flushed_until});
    planners_.emit(range);
    const bool has_tracks = !parts_.crew || is_activity_awaited();
    if (has_tracks)
        for (auto& trajectory : trajectories_) trajectory.advance(range.solved_until);
    for (Stepper* stepper : steppers_) stepper->check_activity(range.solved_until);
    pin_users_.emit(range);
    start_steps(range, has_tracks);
    send_steps();
    flushed_until_ = range.flushed_until;
    solved_until_ = range.solved_until;
    advancing_ = false;
}

// Whether somebody wants to know when a stepper moves that follows tracks.
bool MotionQueue::is_activity_awaited() const {
    return std::any_of(steppers_.begin(), steppers_.end(), [](const Stepper* stepper) {
        return stepper->awaits_activity() && stepper->reads_tracks();
    });
}

void MotionQueue::start_steps(const Flushing& range, bool has_tracks) {
    making_until_ = range.flushed_until;
    if (parts_.crew) {
        for (motion::SegmentQueue* queue : all_queues()) queue->hold();
        parts_.crew->start(jobs(range, has_tracks));
        return;
    }
    for (Stepper* stepper : steppers_) {
        stepper->solve(range.solved_until);
        stepper->send(range.flushed_until);
    }
}

// Tracks, steps, runs: each stepper's own in this order, those of different ones at the same time.
std::vector<runtime::Crew::Job> MotionQueue::jobs(const Flushing& range, bool has_tracks) {
    std::vector<runtime::Crew::Job> jobs;
    std::vector<std::size_t> tracks;
    for (auto& trajectory : trajectories_) {
        const std::size_t count = has_tracks ? 0 : trajectory.parts();
        for (std::size_t part = 0; part < count; ++part) {
            tracks.push_back(jobs.size());
            jobs.push_back({[&trajectory, part, until = range.solved_until] {
                                trajectory.advance_part(part, until);
                            },
                            {}});
        }
    }
    const Seconds part_time = (range.solved_until - solved_until_) / parts_of_steps;
    for (int part = 1; part <= parts_of_steps; ++part) {
        const PrintTime until = range.solved_until - (parts_of_steps - part) * part_time;
        for (Stepper* stepper : steppers_) {
            runtime::Crew::Job job{[stepper, until] { stepper->solve(until); }, {}};
            if (part > 1)
                job.after = {jobs.size() - steppers_.size()};
            else if (stepper->reads_tracks())
                job.after = tracks;
            jobs.push_back(std::move(job));
        }
    }
    for (Stepper* stepper : steppers_)
        jobs.push_back({[stepper, until = range.flushed_until] { stepper->send(until); },
                        {jobs.size() - steppers_.size()}});
    return jobs;
}

void MotionQueue::finish_steps() {
    await_steps();
    send_steps();
}

void MotionQueue::await_steps() {
    if (!making_until_) return;
    if (parts_.crew) {
        parts_.crew->finish();
        for (motion::SegmentQueue* queue : all_queues()) queue->release();
    }
    parts_.collect();
    made_until_ = std::exchange(making_until_, std::nullopt);
}

void MotionQueue::send_steps() {
    if (!made_until_) return;
    sent_until_ = *std::exchange(made_until_, std::nullopt);
    parts_.send(sent_until_);
}

std::vector<motion::SegmentQueue*> MotionQueue::all_queues() {
    std::vector<motion::SegmentQueue*> all;
    for (auto& queue : queues_) all.push_back(&queue);
    for (auto& trajectory : trajectories_) all.push_back(&trajectory.segments());
    return all;
}

void MotionQueue::forget_history() {
    const PrintTime now = offline() ? solved_until_ : estimated_print_time();
    const PrintTime before = std::min(now - history, solved_until_ - step_delay_);
    if (before < forgotten_until_ + history / 10.0) return;
    for (motion::SegmentQueue* queue : all_queues()) queue->expire(before);
    for (Stepper* stepper : steppers_) stepper->expire(before);
    forgotten_until_ = before;
}

runtime::Task<> MotionQueue::drip(PrintTime start, PrintTime end, std::function<bool()> stopped) {
    co_await wait_until_near(start);
    PrintTime done = start;
    // Also where whoever waits for the drip is destroyed.
    struct End {
        MotionQueue& queue;
        const PrintTime& done;
        ~End() { queue.end_drip(done); }
    } end_here{*this, done};
    dripping_ = true;
    timer_.cancel();
    advance(start - step_delay_, start);
    while (done < end && !stopped() && !stopped_ && !parts_.turns.interrupted()) {
        const Seconds wait = done - estimated_print_time() - drip_ahead;
        if (wait > Seconds{} && !offline()) {
            co_await parts_.turns.nap(std::clamp(wait, least_wait, drip_portion));
            continue;
        }
        done = std::min(done + (offline() ? offline_portion : drip_portion), end);
        note_segments(done);
        advance(done - step_delay_, done);
    }
}

void MotionQueue::end_drip(PrintTime done) {
    dripping_ = false;
    advance(done + step_delay_, {});
    if (!offline() && !stopped_) timer_.set(parts_.executor.now());
}

void MotionQueue::stop() {
    finish_steps();
    stopped_ = true;
    timer_.cancel();
}

}  // namespace escapement::printer
